"""Pages of one event: its people and roles, and the event itself."""

from django.urls import path

from narahubung.accounts.pages import events, home, passes, people

app_name = "accounts"
ONE = "people/<int:person_id>/"
urlpatterns = [
    path("", home.enter, name="enter"),
    path("event/", events.event, name="event"),
    path("event/<slug:move>/", events.move, name="move_event"),
    path("roles/", people.roles, name="roles"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/links/", passes.passes, name="passes"),
    path("people/links/<int:pass_id>/revoke/", passes.revoke, name="revoke_pass"),
    path(ONE, people.person, name="person"),
    path(ONE + "give/", people.give, name="give_role"),
    path(ONE + "take/<int:reach_id>/", people.take, name="take_role"),
    path(ONE + "letter/", people.letter, name="letter"),
    path(ONE + "revoke-letter/", people.revoke_letter, name="revoke_letter"),
    path(ONE + "reset/", people.reset, name="reset"),
    path(ONE + "end-sessions/", people.end_sessions, name="end_sessions"),
]
