"""Addresses of messages and of channels."""

from django.urls import path

from narahubung.relays.pages import (
    channels,
    messages,
    passing,
    sending,
    templates,
    threads,
    voices,
)

app_name = "relays"
urlpatterns = [
    path("relays/", messages.inbox, name="inbox"),
    path("relays/sent/", messages.sent, name="sent"),
    path("relays/knew/", messages.knew, name="knew"),
    path("relays/send/", sending.send, name="send"),
    path("relays/said/", sending.said, name="said"),
    path("relays/outside/", sending.outside, name="outside"),
    path("relays/questions/", threads.questions, name="threads"),
    path("relays/questions/<int:thread_id>/", threads.question, name="thread"),
    path("relays/questions/<int:thread_id>/say/", threads.say, name="thread_say"),
    path("relays/questions/<int:thread_id>/release/", threads.release, name="thread_release"),
    path("relays/questions/<int:thread_id>/heard/", threads.heard, name="thread_heard"),
    path("relays/questions/<int:thread_id>/close/", threads.close, name="thread_close"),
    path("relays/templates/", templates.templates, name="templates"),
    path("relays/templates/new/", templates.new_template, name="new_template"),
    path("relays/templates/<int:template_id>/", templates.template, name="template"),
    path("relays/templates/<int:template_id>/retire/", templates.retire, name="retire_template"),
    path("relays/<int:relay_id>/", messages.relay, name="relay"),
    path("relays/<int:relay_id>/acknowledge/", messages.acknowledge, name="acknowledge"),
    path("relays/<int:relay_id>/read-back/", messages.read_back, name="read_back"),
    path("relays/<int:relay_id>/fold/", messages.fold, name="fold"),
    path("relays/<int:relay_id>/look-again/", messages.look_again, name="look_again"),
    path("relays/<int:relay_id>/pick/", messages.pick, name="pick"),
    path("relays/<int:relay_id>/refuse/", messages.refuse, name="refuse"),
    path("relays/<int:relay_id>/done/", messages.finish, name="done"),
    path("relays/<int:relay_id>/confirm/", messages.confirm, name="confirm"),
    path("relays/<int:relay_id>/correct/", sending.correct, name="correct"),
    path("relays/<int:relay_id>/pass-on/", passing.pass_on, name="pass_on"),
    path("relays/<int:relay_id>/voice/", voices.voice, name="voice"),
    path("relays/<int:relay_id>/write-down/", voices.write_down, name="write_down"),
    path("channels/", channels.channels, name="channels"),
    path("channels/test/", channels.test, name="channel_test"),
    path("channels/reached/<int:delivery_id>/", channels.reached, name="reached"),
    path("channels/<slug:channel>/try/", channels.try_gateway, name="try_gateway"),
    path("channels/<slug:channel>/hook/", channels.renew_hook, name="renew_hook"),
    path("channels/<slug:channel>/<slug:shape>/", channels.set_gateway, name="set_gateway"),
    path("calls/", channels.calls, name="calls"),
    path("calls/<int:delivery_id>/", channels.call, name="call"),
]
