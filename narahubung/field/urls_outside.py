"""The phone's doors: they belong to no event."""

from django.urls import path

from narahubung.field.pages import door, keeping, parcels, photo

urlpatterns = [
    path("field/proto/", door.proto, name="field_proto"),
    path("field/outbox/", door.outbox, name="field_outbox"),
    path("field/keep/", keeping.keep, name="field_keep"),
    path("field/parcels/", parcels.take, name="field_parcels"),
    path("field/parcels/key/", parcels.key, name="field_parcels_key"),
    path("field/photo/", photo.photo, name="field_photo"),
]
