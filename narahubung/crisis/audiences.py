"""Whom a message can be for in a crisis: the focal points of a delegation, and so its embassy."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from narahubung.accounts.models import TieKind
from narahubung.accounts.roles import Right
from narahubung.crisis.readers import FOCAL
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.parties.models import Party
from narahubung.relays.audiences import Found, audience, number, ties


def _choices(by: Actor, at: datetime) -> list[tuple[str, str]]:
    if not by.may(Right.SEE_CRISIS):
        return []
    held = ties(by.here, at).filter(role=FOCAL, kind=TieKind.PARTY).values("object_id")
    rows = Party.objects.visible_to(by).filter(pk__in=held).order_by("code")
    return [(str(row.pk), _words(row.code)) for row in rows]


@audience(
    "focal", name=gettext_lazy("Focal points of a delegation"), choices=_choices, told=", ".join
)
def _focal(event_id: int, argument: str, at: datetime) -> Found:
    pk = number(argument)
    if not pk:
        return []
    rows = ties(event_id, at).filter(role=FOCAL, kind=TieKind.PARTY, object_id=pk)
    code = Party.objects.filter(pk=pk).values_list("code", flat=True).first() or ""
    people = rows.values_list("person_id", flat=True).distinct()
    return [(person_id, in_both(partial(_words, code))) for person_id in people]


def _words(code: str) -> str:
    return _("focal points of {party}").format(party=code)
