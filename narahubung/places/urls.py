"""The pages of rooms and places, below /e/<slug>/."""

from django.urls import path

from narahubung.places.pages import desk, rooms

_ROOM = "places/rooms/<int:drawing_id>/"

app_name = "places"
urlpatterns = [
    path("places/", desk.desk, name="desk"),
    path("places/rooms/new/", rooms.new, name="draw_room"),
    path(_ROOM, rooms.room, name="room"),
    path(f"{_ROOM}draw/", rooms.redraw, name="redraw_room"),
    path(f"{_ROOM}mark/", rooms.mark, name="put_mark"),
    path(f"{_ROOM}seat/", rooms.close, name="close_seat"),
    path("places/marks/<int:drawn_mark_id>/", rooms.unmark, name="take_mark"),
]
