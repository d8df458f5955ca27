"""A delegation's own page and a driver's: whoever holds the link opens it."""

from django.urls import path

from narahubung.desks.pages import driver, guest

urlpatterns = [
    path("g/<str:token>/", guest.page, name="guest"),
    path("g/<str:token>/opened/", guest.opened, name="guest_opened"),
    path("g/<str:token>/call", guest.call, name="guest_call"),
    path("g/<str:token>/ask/", guest.ask, name="guest_ask"),
    path("g/<str:token>/ask/<int:need_id>/withdraw/", guest.withdraw, name="guest_withdraw"),
    path("g/<str:token>/feel/", guest.feel, name="guest_feel"),
    path("d/<str:token>/", driver.page, name="driver"),
    path("d/<str:token>/opened/", driver.opened, name="driver_opened"),
    path("d/<str:token>/call", driver.call, name="driver_call"),
    path("d/<str:token>/tell/", driver.tell, name="driver_tell"),
    path("d/<str:token>/take-back/", driver.take_back, name="driver_take_back"),
    path("d/<str:token>/position/", driver.position, name="driver_position"),
    path("d/<str:token>/position/stop/", driver.stop, name="driver_stop"),
]
