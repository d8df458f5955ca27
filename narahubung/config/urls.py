"""Every URL of the system, by room. Pages of an event live below /e/<slug>/."""

from django.urls import include, path

EVENT = "e/<slug:slug>/"
urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
