"""The list that makes an event belongs to none yet."""

from django.urls import path

from narahubung.intake import pages

app_name = "intake_outside"
urlpatterns = [
    path("import/", pages.imports_outside, name="imports"),
    path("import/<int:import_id>/", pages.one_outside, name="one"),
    path("import/<int:import_id>/take-in/", pages.take_in_outside, name="take_in"),
    path("import/<int:import_id>/dismiss/", pages.dismiss_outside, name="dismiss"),
    path("import/<int:import_id>/again/", pages.again_outside, name="again"),
]
