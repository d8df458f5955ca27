"""The page for guests and staff in a crisis: anybody may open it, it holds cleared words only."""

from django.urls import path

from narahubung.crisis.pages import reassure

urlpatterns = [path("now/<slug:slug>/", reassure.public, name="reassurance")]
