"""A delegation's own page: whoever holds the link opens it."""

from django.urls import path

from narahubung.desks.pages import guest

urlpatterns = [
    path("g/<str:token>/", guest.page, name="guest"),
    path("g/<str:token>/opened/", guest.opened, name="guest_opened"),
    path("g/<str:token>/call", guest.call, name="guest_call"),
    path("g/<str:token>/ask/", guest.ask, name="guest_ask"),
    path("g/<str:token>/ask/<int:need_id>/withdraw/", guest.withdraw, name="guest_withdraw"),
    path("g/<str:token>/feel/", guest.feel, name="guest_feel"),
]
