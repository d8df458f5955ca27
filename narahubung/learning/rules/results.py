"""Which figures a house takes back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.learning.models import Result
from narahubung.learning.results import FORMAT, is_ours


class NoResult(Refusal):
    """This is something else."""

    says = _("This file is no result of a drill.")
    advice = _("Take the file result.json from the page of the drill, as it is.")


class NotOurs(Refusal):
    """The seal does not fit."""

    says = _("These figures were changed, or belong to a drill that was not made here.")
    advice = _("Take the file from the page of the drill once more.")
    status = 409


class NotOver(Refusal):
    """The drill still runs."""

    says = _("This drill was not ended yet.")
    status = 409


class SignedAlready(Refusal):
    """One result a drill."""

    says = _("The result of this drill was signed by {name} already.")
    status = 409


class OtherEvent(Refusal):
    """It was made from another event."""

    says = _("This drill was made from another event.")
    status = 409


def check_can_sign(told: Mapping[str, Any], slug: str) -> None:
    """Raise NoResult, NotOurs, NotOver, OtherEvent, SignedAlready."""
    if told.get("format") != FORMAT or not told.get("code"):
        raise NoResult
    if not is_ours(told):
        raise NotOurs
    if not told["ended_at"]:
        raise NotOver
    if told["event"] != slug:
        raise OtherEvent
    old = Result.objects.filter(code=told["code"]).select_related("signed_by").first()
    if old is not None:
        raise SignedAlready(name=str(old.signed_by))
