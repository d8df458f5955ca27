from django.urls import path

from narahubung.movements import pages

app_name = "movements"
urlpatterns = [
    path("movements/", pages.list_, name="list"),
    path("movements/report/", pages.report, name="report"),
    path("movements/undo/", pages.undo, name="undo"),
    path("movements/delay/", pages.delay, name="delay"),
    path("movements/<int:movement>/", pages.one, name="one"),
    path("movements/<int:movement>/preview/", pages.preview, name="preview"),
]
