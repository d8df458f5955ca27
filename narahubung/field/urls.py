"""Pages about phones and what they brought, in one event."""

from django.urls import path

from narahubung.field.pages import held, parcels, phone, phones, versions

app_name = "field"
urlpatterns = [
    path("field/waiting/", phone.waiting, name="waiting"),
    path("field/kept/", phone.kept, name="kept"),
    path("field/pass/", parcels.pass_on, name="pass_on"),
    path("field/carry/", parcels.carry, name="carry"),
    path("field/phones/", phones.phones, name="phones"),
    path("field/phones/<int:phone_id>/revoke/", phones.revoke, name="revoke_phone"),
    path("field/held/", held.held, name="held"),
    path("field/held/<uuid:carried_id>/take/", held.take, name="take_held"),
    path("field/held/<uuid:carried_id>/away/", held.away, name="away_held"),
    path("field/versions/", versions.versions, name="versions"),
    path("field/versions/<int:versions_id>/", versions.choose, name="choose_version"),
]
