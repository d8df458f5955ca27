"""The pages of duties, below /e/<slug>/."""

from django.urls import path

from narahubung.duties import tables
from narahubung.duties.pages import party, procedures, steps

app_name = "duties"
urlpatterns = [
    path("duties/procedures/", procedures.procedures, name="procedures"),
    path("duties/step/<int:step_id>/", steps.step, name="step"),
    path("duties/step/<int:step_id>/check/", steps.check, name="check"),
    path("duties/step/<int:step_id>/recheck/", steps.recheck, name="recheck"),
    path("duties/step/<int:step_id>/undo/", steps.undo, name="undo"),
    path("duties/step/<int:step_id>/open/", steps.open_step, name="open"),
    path("duties/step/<int:step_id>/note/", steps.note, name="note"),
    path("duties/step/<int:step_id>/photo/", steps.photo, name="photo"),
    path("duties/observations/<int:observation_id>/remove/", party.unobserve, name="unobserve"),
    path("duties/<str:code>/", party.steps, name="list"),
    path("duties/<str:code>/steps.xlsx", tables.steps, name="table"),
    path("duties/<str:code>/log/", party.log, name="log"),
    path("duties/<str:code>/log/note/", party.note_in_log, name="note_in_log"),
    path("duties/<str:code>/observe/", party.observe, name="observe"),
]
