"""A delegation's own page: whoever holds the link opens it."""

from django.urls import path

from narahubung.desks.pages import guest

urlpatterns = [
    path("g/<str:token>/", guest.page, name="guest"),
    path("g/<str:token>/opened/", guest.opened, name="guest_opened"),
    path("g/<str:token>/call", guest.call, name="guest_call"),
    path("g/<str:token>/ask/", guest.ask, name="guest_ask"),
]
