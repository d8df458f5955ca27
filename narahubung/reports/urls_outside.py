from django.urls import path

from narahubung.reports.pages import agendas

urlpatterns = [path("calendar/<str:token>.ics", agendas.calendar, name="calendar")]
