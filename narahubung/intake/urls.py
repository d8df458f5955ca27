from django.urls import path

from narahubung.intake import pages
from narahubung.intake.records import pages as records

app_name = "intake"
urlpatterns = [
    path("import/", pages.imports, name="list"),
    path("import/blank.xlsx", pages.blank, name="blank"),
    path("import/<int:import_id>/", pages.one, name="one"),
    path("import/<int:import_id>/take-in/", pages.take_in, name="take_in"),
    path("import/<int:import_id>/dismiss/", pages.dismiss, name="dismiss"),
    path("import/<int:import_id>/again/", pages.again, name="again"),
    path("records/", records.index, name="records"),
    path("records/new-delegation/", records.new_delegation, name="new_delegation"),
    path("records/<slug:kind>/", records.kind, name="kind"),
    path("records/<slug:kind>/add/", records.add, name="add"),
    path("records/<slug:kind>/of/<path:code>/", records.record, name="record"),
]
