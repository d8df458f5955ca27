"""Pages that belong to no event: the first page, the first run, one's own account."""

from django.urls import path

from narahubung.accounts.pages import events, home, own

urlpatterns = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("language/", home.switch_language, name="set_language"),
    path("events/new/", events.new_event, name="new_event"),
    path("account/", own.account, name="account"),
    path("account/end-others/", own.end_others, name="end_other_sessions"),
    # Pages of the log-in library that have no place here: people come by invitation.
    path("accounts/password/reset/", home.forgotten),
    path("accounts/signup/", home.nothing),
    path("accounts/email/", home.nothing),
    path("accounts/password/set/", home.nothing),
    path("accounts/password/reset/<path:token>", home.nothing),
    path("accounts/login/code/<path:token>", home.nothing),
    path("accounts/confirm-email/", home.nothing),
    path("accounts/confirm-email/<path:token>", home.nothing),
    path("invitation/<str:token>/", own.invitation, name="invitation"),
]
