"""When an incident may be graded, become a crisis, be closed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import Incident, IncidentState, Switch, SwitchState
from narahubung.documents.models import DocumentKind
from narahubung.documents.reading import Received
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

S = IncidentState
TAKE_BACK = timedelta(seconds=30)
TELL_AGAIN = timedelta(seconds=30)


class NothingSaid(Refusal):
    """A report without a word."""

    says = _("What happened: write it in a few words.")


class NotAPhoto(Refusal):
    """A sound, where a picture is wanted."""

    says = _("Photo: this is not a picture.")
    advice = _("Take a photo, or write what you hear.")


class NeedsAReason(Refusal):
    """A change of the grade, the switch, the close: each with one sentence why."""

    says = _("Reason: write one sentence why.")


class IncidentIsOver(Refusal):
    """It was closed."""

    says = _("This incident is closed.")
    advice = _("Open it again if it is not over.")
    status = 409


class NotClosed(Refusal):
    """Only what is closed is opened again."""

    says = _("This incident is open.")
    status = 409


class IsACrisis(Refusal):
    """It is one already, or is still one."""

    says = _("This incident is a crisis now.")
    advice = _("End the crisis first.")
    status = 409


class AnotherCrisis(Refusal):
    """One picture, one voice: a second incident joins the crisis that is."""

    says = _("There is a crisis already: incident {number}.")
    advice = _("Report what is new there, or end that crisis first.")
    status = 409


class NoCrisis(Refusal):
    """There is none to end."""

    says = _("This incident is no crisis.")
    status = 409


class AlreadyAsked(Refusal):
    """Somebody pressed it before."""

    says = _("{name} has pressed the switch already.")
    advice = _("Confirm it: a second person must.")
    status = 409


class SecondPerson(Refusal):
    """Two people, not two taps."""

    says = _("A second person must confirm the switch.")
    advice = _("Call somebody of the list beside it.")
    status = 403


class SwitchIsOver(Refusal):
    """It was done, dropped or taken back meanwhile."""

    says = _("The switch stands otherwise meanwhile.")
    advice = _("Look at the incident again.")
    status = 409


class TooLateToTakeBack(Refusal):
    """Thirty seconds are over: people act on it."""

    says = _("It cannot be taken back any more: people act on it.")
    advice = _("End the crisis, with the reason.")
    status = 409


class CardIsTaken(Refusal):
    """One person holds a role."""

    says = _("{name} holds this card.")
    status = 409


class NotYourCard(Refusal):
    """It was handed to others."""

    says = _("This card was not handed to you.")
    status = 403


def check_photo(photo: Received | None) -> None:
    """Raise NotAPhoto."""
    if photo and photo.kind != DocumentKind.PHOTO:
        raise NotAPhoto


def check_reason(why: str) -> None:
    """Raise NeedsAReason."""
    if not why.strip():
        raise NeedsAReason


def check_open(row: Incident) -> None:
    """Raise IncidentIsOver."""
    if row.state == S.CLOSED:
        raise IncidentIsOver


def check_can_close(row: Incident, why: str) -> None:
    """Raise IncidentIsOver, IsACrisis, NeedsAReason."""
    check_open(row)
    if row.state == S.CRISIS:
        raise IsACrisis
    check_reason(why)


def check_can_ask(row: Incident, why: str) -> None:
    """Raise IncidentIsOver, IsACrisis, AnotherCrisis, AlreadyAsked, NeedsAReason."""
    check_open(row)
    if row.state == S.CRISIS:
        raise IsACrisis
    check_no_other(row)
    check_reason(why)
    asked = row.switches.filter(state=SwitchState.ASKED).select_related("asked_by").first()
    if asked is not None:
        raise AlreadyAsked(name=asked.asked_by.full_name)


def check_no_other(row: Incident) -> None:
    """Raise AnotherCrisis."""
    others = Incident.objects.filter(event_id=row.event_id, state=S.CRISIS).exclude(pk=row.pk)
    if other := others.first():
        raise AnotherCrisis(number=other.number)


def check_can_confirm(row: Switch, by: Actor) -> None:
    """Raise SwitchIsOver, SecondPerson, AnotherCrisis, IncidentIsOver."""
    if row.state != SwitchState.ASKED:
        raise SwitchIsOver
    if row.asked_by_id == by.person_id:
        raise SecondPerson
    check_open(row.incident)
    check_no_other(row.incident)


def check_can_take_back(row: Switch, at: datetime) -> None:
    """Raise SwitchIsOver, TooLateToTakeBack."""
    if row.state != SwitchState.DONE or row.confirmed_at is None:
        raise SwitchIsOver
    if not can_take_back(row, at):
        raise TooLateToTakeBack


def can_take_back(row: Switch, at: datetime) -> bool:
    """Tell whether the thirty seconds still run."""
    return (
        row.state == SwitchState.DONE
        and row.confirmed_at is not None
        and at - row.confirmed_at <= TAKE_BACK
    )
