from django.urls import path

from narahubung.programme.pages import items

app_name = "programme"
urlpatterns = [
    path("programme/", items.list_, name="list"),
    path("programme/release/", items.release, name="release"),
    path("programme/versions/", items.versions, name="versions"),
    path("programme/versions/<int:number>/", items.version, name="version"),
    path("programme/items/<int:item>/", items.item, name="item"),
    path("programme/items/<int:item>/cancel/", items.cancel, name="cancel"),
    path("programme/items/<int:item>/attendance/", items.attendance, name="attendance"),
]
