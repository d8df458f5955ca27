"""Pages of a crisis that need no account: words for guests, and what a letter's link opens."""

from django.urls import path

from narahubung.crisis.pages import reassure, told

urlpatterns = [
    path("now/<slug:slug>/", reassure.public, name="reassurance"),
    path("words/<int:follower_id>/<str:signature>/", reassure.guest_words, name="guest_words"),
    path("told/<int:telling_id>/<str:signature>/", told.told, name="told"),
]
