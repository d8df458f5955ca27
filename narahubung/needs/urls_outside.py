"""A supplier's page: whoever holds the link opens it."""

from django.urls import path

from narahubung.needs.pages import supplier

urlpatterns = [
    path("t/<str:token>/", supplier.task, name="supplier_task"),
    path("t/<str:token>/opened/", supplier.opened, name="supplier_opened"),
    path("t/<str:token>/promise/", supplier.promise, name="supplier_promise"),
    path("t/<str:token>/set-off/", supplier.set_off, name="supplier_set_off"),
    path("t/<str:token>/done/", supplier.deliver, name="supplier_done"),
    path("t/<str:token>/cannot/", supplier.refuse, name="supplier_cannot"),
]
