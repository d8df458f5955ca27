"""The pages of protocol, below /e/<slug>/."""

from django.urls import path

from narahubung.protocol.pages import (
    around,
    details,
    etiquette,
    guests,
    occasions,
    orders,
    positions,
    rule_sets,
    standings,
)

_ORDER = "precedence/<int:order_id>/"
_GUEST = "precedence/people/<int:ranked_id>/"
_ITEM = "occasions/items/<int:item_id>/"
_TEXT = "occasions/texts/<int:occasion_text_id>/"
_CHECK = "occasions/checks/<int:occasion_check_id>/"

app_name = "protocol"
urlpatterns = [
    path("precedence/", orders.listing, name="orders"),
    path("precedence/new/", orders.make, name="make_order"),
    path(_ORDER, orders.sheet, name="order"),
    path(f"{_ORDER}for/", orders.rename, name="rename_order"),
    path(f"{_ORDER}rules/", orders.rules, name="order_rules"),
    path(f"{_ORDER}flags/", orders.flags, name="flags"),
    path(f"{_ORDER}settle/", orders.settle, name="settle"),
    path(f"{_ORDER}remove/", orders.remove, name="remove_order"),
    path(f"{_ORDER}back/", orders.put_back, name="put_order_back"),
    path(f"{_ORDER}show/", orders.publish, name="show_order"),
    path(f"{_ORDER}hide/", orders.hide, name="hide_order"),
    path(f"{_ORDER}people/", guests.people, name="people"),
    path(_GUEST, guests.guest, name="guest"),
    path(f"{_GUEST}place/", guests.place, name="place"),
    path(f"{_GUEST}absent/", guests.absent, name="absent"),
    path(f"{_GUEST}present/", guests.present, name="present"),
    path(f"{_GUEST}stand-in/", guests.stand_in, name="stand_in"),
    path(f"{_GUEST}out/", guests.leave_out, name="leave_out"),
    path("precedence/moves/<int:hand_move_id>/back/", guests.take_place_back, name="place_back"),
    path("precedence/ties/<int:settled_id>/back/", orders.unsettle, name="unsettle"),
    path("precedence/rules/", rule_sets.library, name="library"),
    path("precedence/rules/<str:rules_code>/", rule_sets.rules, name="rules"),
    path("precedence/rules/<str:rules_code>/own/", rule_sets.derive, name="derive_rules"),
    path("precedence/own-rules/<int:rules_id>/", rule_sets.rewrite, name="rewrite_rules"),
    path("precedence/of/<code>/", around.near, name="precedence_of"),
    path("precedence/standings/", standings.listing, name="standings"),
    path("precedence/standings/new/", standings.add, name="new_standing"),
    path("precedence/standings/<int:standing_id>/", standings.change, name="standing"),
    path("occasions/", occasions.listing, name="occasions"),
    path("occasions/library/<slug:kind>/", occasions.kind, name="occasion_kind"),
    path(_ITEM, occasions.sheet, name="occasion"),
    path(f"{_ITEM}choose/", occasions.choose, name="choose_occasion"),
    path(f"{_ITEM}take-back/", occasions.take_back, name="take_back_occasion"),
    path(f"{_ITEM}frame/", occasions.frame, name="occasion_frame"),
    path(f"{_ITEM}text/", occasions.add_text, name="add_occasion_text"),
    path(f"{_ITEM}check/", occasions.add_check, name="add_occasion_check"),
    path(_TEXT, occasions.text, name="occasion_text"),
    path(f"{_TEXT}drop/", occasions.drop_text, name="drop_occasion_text"),
    path(_CHECK, occasions.check, name="occasion_check"),
    path(f"{_CHECK}drop/", occasions.drop_check, name="drop_occasion_check"),
    path(f"{_CHECK}look/", occasions.look, name="look_at_check"),
    path(f"{_CHECK}take-back/", occasions.unlook, name="take_back_look"),
    path("detail-book/", details.book, name="detail_book"),
    path("detail-book/<int:item_id>/", details.sheet, name="detail"),
    path("detail-book/<int:item_id>/write/", details.write, name="write_detail"),
    path("positions/", positions.guide, name="positions"),
    path("positions/car/", positions.car, name="car_seats"),
    path("positions/car/rule/", positions.rule, name="seat_rule"),
    path("positions/car/<code>/", positions.car_of, name="car_of"),
    path("positions/car/<code>/ask/", positions.ask, name="ask_seats"),
    path("etiquette/<code>/", etiquette.cards, name="etiquette"),
]
