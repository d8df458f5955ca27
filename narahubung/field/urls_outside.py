"""The phone's doors: they belong to no event."""

from django.urls import path

from narahubung.field.pages import door, keeping, photo

urlpatterns = [
    path("field/proto/", door.proto, name="field_proto"),
    path("field/outbox/", door.outbox, name="field_outbox"),
    path("field/keep/", keeping.keep, name="field_keep"),
    path("field/photo/", photo.photo, name="field_photo"),
]
