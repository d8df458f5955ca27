from django.urls import path

from narahubung.assignments import pages

app_name = "assignments"
urlpatterns = [
    path("assignments/", pages.desk, name="desk"),
    path("assignments/proposal/", pages.proposal, name="proposal"),
    path("assignments/ask/", pages.ask, name="ask"),
    path("assignments/<int:proposal_id>/adopt/", pages.adopt, name="adopt"),
    path("assignments/<int:proposal_id>/dismiss/", pages.dismiss, name="dismiss"),
    path("assignments/<int:proposal_id>/passed-over/", pages.passed_over, name="passed_over"),
    path("assignments/<int:attachment_id>/detach/", pages.detach, name="detach"),
    path("assignments/at/<slug:code>/hold/", pages.hold, name="hold"),
    path("assignments/at/<slug:code>/release/", pages.release, name="release"),
    path("assignments/at/<slug:code>/attach/", pages.attach, name="attach"),
    path("assignments/at/<slug:code>/<slug:position>/", pages.place, name="place"),
    path("officers/", pages.officers, name="officers"),
    path("officers/log-ins/", pages.give_log_ins, name="give_log_ins"),
    path("officers/<int:officer_id>/log-in/", pages.give_log_in, name="give_log_in"),
]
