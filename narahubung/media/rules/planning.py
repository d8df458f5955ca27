"""When a line of the communication plan is approved, said, dropped."""

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.media.models import PlanLine, Planned
from narahubung.media.rules.statements import NotYourStep
from narahubung.media.words import PLANNED
from narahubung.relays.translation_check import compare

OPEN = (Planned.WRITTEN.value, Planned.APPROVED.value)
_COMPARED = {"times", "dates", "numbers"}


class NothingPlanned(Refusal):
    """A line without its audience or its message."""

    says = _("Plan: write for whom it is, what is said, and by which channel.")


class TwoLanguages(Refusal):
    """One text is missing, or is the other one again."""

    says = _("The key message is needed in both languages, each in its own words.")
    advice = _("Write the Indonesian and the English side by side.")


class TwoMessages(Refusal):
    """A number or a time differs between the two."""

    says = _("The two languages of the key message do not say the same: {what}.")
    advice = _("Compare numbers, times and dates, and mend one of them.")


class StandsElsewhere(Refusal):
    """It was approved, said or dropped meanwhile."""

    says = _("This line of the plan stands otherwise meanwhile: {state}.")
    advice = _("Look at it again.")
    status = 409


class OwnMessage(Refusal):
    """Who wrote does not approve."""

    says = _("You wrote this key message: somebody else must approve it.")
    status = 403


class NotYetApproved(Refusal):
    """Nobody stands behind it yet."""

    says = _("The organiser has not approved this key message yet.")
    advice = _("Ask for it first: only an approved message is said.")
    status = 409


def check_planned(audience: str, channel: str, text_id: str, text_en: str) -> None:
    """Raise NothingPlanned, TwoLanguages, TwoMessages."""
    said, english = text_id.strip(), text_en.strip()
    if not audience.strip() or not channel.strip():
        raise NothingPlanned
    if not said or not english or said == english:
        raise TwoLanguages
    for found in compare(said, translation=english, language="en"):
        for one in found.differs:
            if one["kind"] in _COMPARED:
                raise TwoMessages(what=f"{one['said'] or '-'} / {one['heard'] or '-'}")


def check_open(row: PlanLine) -> None:
    """Raise StandsElsewhere."""
    if row.state not in OPEN:
        raise StandsElsewhere(state=PLANNED[row.state])


def check_can_approve(row: PlanLine, by: Actor) -> None:
    """Raise NotYourStep, StandsElsewhere, OwnMessage."""
    if not by.may(Right.SPEAK):
        raise NotYourStep
    if row.state != Planned.WRITTEN:
        raise StandsElsewhere(state=PLANNED[row.state])
    if row.written_by_id is not None and row.written_by_id == by.person_id:
        raise OwnMessage


def check_can_say(row: PlanLine) -> None:
    """Raise StandsElsewhere, NotYetApproved."""
    check_open(row)
    if row.state != Planned.APPROVED:
        raise NotYetApproved
