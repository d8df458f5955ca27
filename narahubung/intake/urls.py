from django.urls import path

from narahubung.intake import pages

app_name = "intake"
urlpatterns = [
    path("import/", pages.imports, name="list"),
    path("import/blank.xlsx", pages.blank, name="blank"),
    path("import/<int:import_id>/", pages.one, name="one"),
    path("import/<int:import_id>/take-in/", pages.take_in, name="take_in"),
    path("import/<int:import_id>/dismiss/", pages.dismiss, name="dismiss"),
    path("import/<int:import_id>/again/", pages.again, name="again"),
]
