from django.urls import path

from narahubung.programme.pages import cues, items, private

app_name = "programme"
PRIVATE = "programme/private/items/<int:private_id>/"
urlpatterns = [
    path("programme/", items.list_, name="list"),
    path("programme/release/", items.release, name="release"),
    path("programme/versions/", items.versions, name="versions"),
    path("programme/versions/<int:number>/", items.version, name="version"),
    path("programme/items/<int:item>/", items.item, name="item"),
    path("programme/items/<int:item>/cancel/", items.cancel, name="cancel"),
    path("programme/items/<int:item>/attendance/", items.attendance, name="attendance"),
    path("programme/items/<int:item>/run/", cues.run, name="run"),
    path("programme/items/<int:item>/run/edit/", cues.edit, name="run_edit"),
    path("programme/items/<int:item>/run/copy/", cues.copy, name="run_copy"),
    path("programme/cues/<int:cue_id>/give/", cues.give, name="cue_give"),
    path("programme/cues/<int:cue_id>/take-back/", cues.take_back, name="cue_take_back"),
    path("programme/cues/<int:cue_id>/slip/", cues.slip, name="cue_slip"),
    path("programme/cues/<int:cue_id>/swap/", cues.swap, name="cue_swap"),
    path("programme/private/<slug:code>/", private.both, name="private"),
    path("programme/private/<slug:code>/plan/", private.plan, name="private_plan"),
    path("programme/private/<slug:code>/outing/", private.outing, name="outing"),
    path(PRIVATE, private.item, name="private_item"),
    path(PRIVATE + "cancel/", private.cancel, name="private_cancel"),
    path(
        PRIVATE + "put-back/",
        private.put_back,
        name="private_put_back",
    ),
    path(PRIVATE + "end/", private.end, name="private_end"),
]
