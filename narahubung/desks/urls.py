from django.urls import path

from narahubung.desks.pages import journal

app_name = "desks"
urlpatterns = [
    path("journal/", journal.journal, name="journal"),
]
