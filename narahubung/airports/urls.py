"""The pages of the airport, below /e/<slug>/."""

from django.urls import URLPattern

app_name = "airports"
urlpatterns: list[URLPattern] = []
