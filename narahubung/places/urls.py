"""The pages of rooms and places, below /e/<slug>/."""

from django.urls import path

from narahubung.places.pages import desk, guests, own, rooms, seatings

_ROOM = "places/rooms/<int:drawing_id>/"
_SEATING = "places/seatings/<int:seating_id>/"
_GUEST = "places/guests/<int:seated_id>/"

app_name = "places"
urlpatterns = [
    path("places/", desk.desk, name="desk"),
    path("places/of/<str:code>/", own.own, name="own"),
    path("places/rooms/new/", rooms.new, name="draw_room"),
    path(_ROOM, rooms.room, name="room"),
    path(f"{_ROOM}draw/", rooms.redraw, name="redraw_room"),
    path(f"{_ROOM}mark/", rooms.mark, name="put_mark"),
    path(f"{_ROOM}seat/", rooms.close, name="close_seat"),
    path("places/marks/<int:drawn_mark_id>/", rooms.unmark, name="take_mark"),
    path("places/seatings/new/", seatings.new, name="plan_seating"),
    path(_SEATING, seatings.board, name="seating"),
    path(f"{_SEATING}why/", seatings.why, name="why"),
    path(f"{_SEATING}calls/", seatings.calls, name="calls"),
    path(f"{_SEATING}order/", seatings.follow, name="follow_order"),
    path(f"{_SEATING}propose/", seatings.propose, name="propose"),
    path(f"{_SEATING}adopt/", seatings.adopt, name="adopt"),
    path(f"{_SEATING}undo/", seatings.undo, name="undo"),
    path(f"{_SEATING}cancel/", seatings.cancel, name="cancel"),
    path(f"{_SEATING}entry/", seatings.entry, name="entry"),
    path(f"{_SEATING}guest/", guests.add, name="add_guest"),
    path(f"{_SEATING}rule/", guests.add_rule, name="add_rule"),
    path(_GUEST, guests.guest, name="guest"),
    path(f"{_GUEST}try/", guests.attempt, name="try"),
    path(f"{_GUEST}move/", guests.move, name="move"),
    path(f"{_GUEST}pin/", guests.pin, name="pin"),
    path(f"{_GUEST}drop/", guests.drop, name="drop_guest"),
    path(f"{_GUEST}absent/", guests.absent, name="absent"),
    path("places/rules/<int:seat_rule_id>/", guests.drop_rule, name="drop_rule"),
]
