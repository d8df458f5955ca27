"""The pages of occasions, the detail book, positions and etiquette, below /e/<slug>/."""

from django.urls import path

from narahubung.protocol.pages import details, etiquette, occasions, positions

_ITEM = "occasions/items/<int:item_id>/"
_TEXT = "occasions/texts/<int:occasion_text_id>/"
_CHECK = "occasions/checks/<int:occasion_check_id>/"

app_name = "protocol"
urlpatterns = [
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
