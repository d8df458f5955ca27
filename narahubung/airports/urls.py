"""The pages of the airport, below /e/<slug>/."""

from django.urls import path

from narahubung.airports.pages import board, departing, desk, ground

app_name = "airports"
_MOVEMENT = "airports/movements/<int:movement_id>"
_BOOKING = "airports/bookings/<int:booking_id>"
_GUEST = "airports/guests/<int:guest_id>"
_AIRCRAFT = "airports/aircraft/<int:aircraft_id>"
urlpatterns = [
    path("airports/", board.board, name="board"),
    path("airports/desk/", desk.desk, name="desk"),
    path("departures/", departing.list_, name="leavings"),
    path("departures/<int:movement_id>/", departing.one, name="leaving"),
    path("departures/<int:movement_id>/plan/", departing.plan, name="leaving_plan"),
    path("departures/<int:movement_id>/farewell/", departing.stand, name="leaving_stand"),
    path("departures/lines/<int:leaving_id>/done/", departing.tell, name="leaving_tell"),
    path(
        "departures/lines/<int:leaving_id>/take-back/",
        departing.take_back,
        name="leaving_take_back",
    ),
    path("departures/farewell/<int:farewell_id>/leave/", departing.leave, name="leaving_leave"),
    path("airports/facilities/", desk.keep, name="keep_facility"),
    path("airports/facilities/<int:facility_id>/", desk.change, name="change_facility"),
    path(f"{_MOVEMENT}/", ground.ground, name="ground"),
    path(f"{_MOVEMENT}/book/", ground.book, name="book"),
    path(f"{_MOVEMENT}/count/", ground.count, name="count"),
    path(f"{_MOVEMENT}/uncount/", ground.uncount, name="uncount"),
    path(f"{_MOVEMENT}/bags/", ground.miss, name="miss"),
    path(f"{_MOVEMENT}/aircraft/", ground.new_aircraft, name="new_aircraft"),
    path(f"{_BOOKING}/", ground.lounge, name="lounge"),
    path(f"{_BOOKING}/move/", ground.move, name="move"),
    path(f"{_BOOKING}/answer/", ground.answer, name="answer"),
    path(f"{_BOOKING}/guests/", ground.list_guest, name="list_guest"),
    path(f"{_GUEST}/answer/", ground.answer_guest, name="answer_guest"),
    path(f"{_GUEST}/strike/", ground.strike_guest, name="strike_guest"),
    path("airports/bags/<int:bag_id>/follow/", ground.follow, name="follow"),
    path(f"{_AIRCRAFT}/", ground.change_aircraft, name="change_aircraft"),
    path(f"{_AIRCRAFT}/paper/", ground.paper, name="paper"),
]
