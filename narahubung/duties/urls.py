"""The pages of duties, below /e/<slug>/."""

from django.urls import path

from narahubung.duties import pages, tables

app_name = "duties"
urlpatterns = [
    path("duties/procedures/", pages.procedures, name="procedures"),
    path("duties/step/<int:step_id>/", pages.step, name="step"),
    path("duties/step/<int:step_id>/check/", pages.check, name="check"),
    path("duties/step/<int:step_id>/recheck/", pages.recheck, name="recheck"),
    path("duties/step/<int:step_id>/undo/", pages.undo, name="undo"),
    path("duties/step/<int:step_id>/open/", pages.open_step, name="open"),
    path("duties/step/<int:step_id>/note/", pages.note, name="note"),
    path("duties/step/<int:step_id>/photo/", pages.photo, name="photo"),
    path("duties/observations/<int:observation_id>/remove/", pages.unobserve, name="unobserve"),
    path("duties/<str:code>/", pages.steps, name="list"),
    path("duties/<str:code>/steps.xlsx", tables.steps, name="table"),
    path("duties/<str:code>/log/", pages.log, name="log"),
    path("duties/<str:code>/log/note/", pages.note_in_log, name="note_in_log"),
    path("duties/<str:code>/observe/", pages.observe, name="observe"),
]
