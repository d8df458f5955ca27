from django.urls import path

from narahubung.programme import pages

app_name = "programme"
urlpatterns = [
    path("programme/", pages.list_, name="list"),
    path("programme/release/", pages.release, name="release"),
    path("programme/versions/", pages.versions, name="versions"),
    path("programme/versions/<int:number>/", pages.version, name="version"),
    path("programme/items/<int:item>/", pages.item, name="item"),
    path("programme/items/<int:item>/cancel/", pages.cancel, name="cancel"),
    path("programme/items/<int:item>/attendance/", pages.attendance, name="attendance"),
]
