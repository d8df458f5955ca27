"""Pages about phones and what they brought, in one event."""

from django.urls import path

from narahubung.field.pages import phone

app_name = "field"
urlpatterns = [
    path("field/waiting/", phone.waiting, name="waiting"),
    path("field/kept/", phone.kept, name="kept"),
]
