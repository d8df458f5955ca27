"""The pages of needs, below /e/<slug>/."""

from django.urls import path

from narahubung.needs.pages import (
    ask,
    book,
    charges,
    ladder,
    limits,
    moves,
    queue,
    register,
    routes,
    supplier,
    things,
    wishes,
)

app_name = "needs"
_NEED = "needs/<int:need_id>"
_WISH = "wishes/<int:wish_id>"
_PART = f"{_NEED}/parts/<int:part_id>"
_LINKS = "needs/parts/<int:part_id>/links"
urlpatterns = [
    path("needs/", queue.queue, name="queue"),
    path("needs/routes/", routes.routes, name="routes"),
    path("needs/routes/write/", routes.write, name="write_route"),
    path("needs/routes/try/", routes.attempt, name="try_route"),
    path("needs/routes/own/", routes.own, name="own_routes"),
    path("needs/routes/<int:rule_id>/remove/", routes.remove, name="remove_route"),
    path("needs/ladders/", ladder.ladders, name="ladders"),
    path("needs/ladders/<int:department_id>/", ladder.stand_behind, name="stand_behind"),
    path("needs/charges/<str:code>/", charges.charges, name="charges"),
    path("needs/charges/<str:code>/sign/", charges.sign, name="sign"),
    path(f"{_NEED}/", queue.sheet, name="sheet"),
    *(path(f"{_NEED}/{move}/", moves.make, {"move": move}, name=move) for move in moves.MOVES),
    path(f"{_NEED}/pass-on/", moves.give, {"move": "pass_on"}, name="pass-on"),
    path(f"{_NEED}/route/", moves.give, {"move": "route"}, name="route"),
    path(f"{_NEED}/prove/", moves.prove, name="prove"),
    path(f"{_NEED}/costs/", moves.write_cost, name="write_cost"),
    path(f"{_NEED}/costs/<int:cost_id>/strike/", moves.strike_cost, name="strike_cost"),
    path(f"{_NEED}/parts/", moves.add_part, name="add_part"),
    *(
        path(f"{_PART}/{move}/", moves.move_part, {"move": move}, name=f"{move}_part")
        for move in ("promise", "deliver", "drop")
    ),
    path("needs/suggest/", ask.suggest, name="suggest"),
    path("register/", register.register, name="register"),
    path("register/meter/", register.meter, name="meter"),
    path("register/party/<str:code>/", register.party_register, name="register_party"),
    path("register/party/<str:code>/expect/", register.expect, name="expect"),
    path("register/party/<str:code>/remember/", register.remember, name="remember"),
    path("register/party/<str:code>/negotiate/", register.negotiate, name="negotiate"),
    path("register/expectation/<int:expectation_id>/", register.answer, name="answer_expectation"),
    path("register/preference/<int:preference_id>/forget/", register.forget, name="forget"),
    path("negotiation/<int:negotiation_id>/", register.negotiation, name="negotiation"),
    path("negotiation/<int:negotiation_id>/write/", register.write, name="write_negotiation"),
    path("pulse/", register.feel, name="feel"),
    path("pulse/<int:pulse_id>/recovered/", register.recovered, name="recovered"),
    path("book/", book.book, name="book"),
    path("book/write/", book.write, name="book_write"),
    path("book/<int:line_id>/", book.move, name="book_move"),
    path("book/<int:line_id>/match/", book.match, name="book_match"),
    path(f"{_LINKS}/", supplier.links, name="task_links"),
    path(f"{_LINKS}/make/", supplier.make, name="make_task_link"),
    path(f"{_LINKS}/<int:pass_id>/revoke/", supplier.revoke, name="revoke_task_link"),
    path("limits/", limits.table, name="limits"),
    path("limits/change/", limits.change, name="change_limit"),
    path("limits/category/", limits.change_category, name="change_category"),
    path("limits/category/add/", things.add_category, name="add_category"),
    path("limits/category/end/", things.end_category, name="end_category"),
    path("limits/things/add/", things.add, name="add_thing"),
    path("limits/things/change/", things.change, name="change_thing"),
    path("limits/things/end/", things.end, name="end_thing"),
    path("limits/party/<str:code>/", limits.party, name="limits_party"),
    path("limits/party/<str:code>/ask/", limits.ask, name="ask_wish"),
    path("limits/party/<str:code>/favour/", limits.favour, name="favour"),
    path("favours/", limits.favours, name="favours"),
    path("wishes/", wishes.waiting, name="wishes"),
    path("wishes/ask/", wishes.ask_at_desk, name="ask_at_desk"),
    path(f"{_WISH}/", wishes.wish, name="wish"),
    path(f"{_WISH}/grant/", wishes.grant, name="grant_wish"),
    path(f"{_WISH}/refuse/", wishes.refuse, name="refuse_wish"),
    path(f"{_WISH}/take-over/", wishes.take_over, name="take_over_wish"),
    path(f"{_WISH}/take-back/", wishes.take_back, name="take_back_wish"),
    path(f"{_WISH}/tell/", wishes.tell, name="tell_guest"),
    path(f"{_WISH}/take/", wishes.take, name="take_offer"),
]
