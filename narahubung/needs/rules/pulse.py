"""Who may say how somebody feels, and who goes when it is bad."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.models import Attachment
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Post, Pulse, Whose
from narahubung.needs.rules.ladder import staff_of
from narahubung.parties.models import Department, Party

BAD = 2
RECOVER_MIN = 15  # unless the event's policy says `needs.recovery_min`


class NoSuchFace(Refusal):
    """Not a face from 1 to 5."""

    says = _("Choose one of the five faces.")


class NotYourMood(Refusal):
    """Who neither serves nor answers them says nothing in their name."""

    says = _("Only who serves this delegation, or works at this department, says so.")
    status = 403


class WhoseMood(Refusal):
    """Neither a party nor a department was named."""

    says = _("Say whose mood it is: a delegation's or a department's.")


class NothingWaits(Refusal):
    """It was good, or is good again."""

    says = _("Nobody has to go there any more: it is recorded as good again.")
    status = 409


def check_face(face: int) -> None:
    """Raise NoSuchFace."""
    if not 1 <= face <= 5:
        raise NoSuchFace


def check_can_feel(
    whose: str, party: Party | None, department: Department | None, by: Actor
) -> None:
    """Raise WhoseMood or NotYourMood."""
    if whose == Whose.DEPARTMENT:
        if department is None:
            raise WhoseMood
        if not by.may_at(Right.ANSWER_NEED, department.pk):
            raise NotYourMood
    elif party is None:
        raise WhoseMood
    elif not by.may_for(Right.RAISE_NEED, party.pk):
        raise NotYourMood


def check_waits(pulse: Pulse) -> None:
    """Raise NothingWaits."""
    if not pulse.waits:
        raise NothingWaits


def recovery_of(event_id: int) -> timedelta:
    """Return how long a bad moment may wait in this event."""
    event = Event.objects.only("policy").get(pk=event_id)
    policy: Any = event.policy.get("needs", {})
    return timedelta(minutes=int(policy.get("recovery_min", RECOVER_MIN)))


def who_goes(
    party: Party | None, department: Department | None, whose: str, at: datetime
) -> tuple[str, int | None]:
    """Return who goes there, by name, and the number of their log-in where they have one.

    To a guest the officer who serves now, the lead first; to a department its chief; to an officer,
    and where nobody is named, the coordinator: "".
    """
    if whose == Whose.DEPARTMENT and department is not None:
        staff = staff_of(department, at)
        for pk in staff.at(Post.CHIEF):
            return staff.able[pk], pk
        if department.head:
            return department.head, None
    if party is not None and whose != Whose.OFFICER:
        serving = Attachment.objects.at(at).filter(party=party).select_related("officer")
        if row := serving.order_by("-position", "pk").first():
            return row.officer.full_name, row.officer.person_id
    return "", None
