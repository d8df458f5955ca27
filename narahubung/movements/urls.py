from django.urls import path

from narahubung.movements.pages import movements, telling, together, trips

app_name = "movements"
urlpatterns = [
    path("movements/", movements.list_, name="list"),
    path("movements/report/", telling.report, name="report"),
    path("movements/undo/", telling.undo, name="undo"),
    path("movements/delay/", movements.delay, name="delay"),
    path("movements/<int:movement>/", movements.one, name="one"),
    path("movements/<int:movement>/divert/", movements.divert, name="divert"),
    path(
        "movements/<int:movement>/divert/preview/", movements.divert_preview, name="divert_preview"
    ),
    path("movements/<int:movement>/carriage/", together.carriage, name="carriage"),
    path("movements/<int:movement>/lead/", together.lead, name="lead"),
    path("movements/<int:movement>/companions/", together.companions, name="companions"),
    path("movements/<int:movement>/split/", together.split, name="split"),
    path("movements/<int:movement>/rejoin/", together.rejoin, name="rejoin"),
    path("trips/", trips.trips, name="trips"),
    path("trips/<int:trip_id>/", trips.trip, name="trip"),
    path("trips/<int:trip_id>/preview/", trips.trip_preview, name="trip_preview"),
    path("trips/<int:trip_id>/move/", trips.move, name="move"),
    path("trips/<int:trip_id>/take-back/", trips.take_back, name="take_back"),
]
