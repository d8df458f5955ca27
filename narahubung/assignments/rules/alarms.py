"""When the watch speaks, whom it asks first, and which taps answer it."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Alarm, AlarmKind, HelpCall
from narahubung.kit.refusals import Refusal

FIGURES = Path(__file__).parent.parent / "watch.yaml"

# What the officer taps: code -> (word, whether it is well, so that nobody else need be asked).
OFFICERS_ANSWERS: dict[str, dict[str, tuple[str | Promise, bool]]] = {
    AlarmKind.NO_SIGN: {
        "well": (_("All is well"), True),
        "late": (_("Late, but moving"), True),
        "help": (_("I need help"), False),
    },
    AlarmKind.NOT_THERE: {
        "there": (_("I am there"), True),
        "coming": (_("On my way, in time"), True),
        "help": (_("I need somebody"), False),
    },
    AlarmKind.STILL: {
        "rolling": (_("We are rolling"), True),
        "waiting": (_("The guests are not ready yet"), True),
        "help": (_("The car is not there"), False),
    },
    AlarmKind.LONG_DUTY: {
        "well": (_("My relief is on the way"), True),
        "help": (_("I need somebody"), False),
    },
}
# What a coordinator taps; each of them closes the alarm.
DESKS_ANSWERS: dict[str, str | Promise] = {
    "seen": _("Seen, it is in hand"),
    "call": _("I call"),
    "false": _("No reason to worry"),
}


class AlarmIsOver(Refusal):
    """Somebody answered already, or it settled by itself."""

    says = _("This question is settled.")
    advice = _("Nothing more is to be done.")
    status = 409


class NoSuchAnswer(Refusal):
    """The tap is none of this question's."""

    says = _("This is no answer to the question.")
    advice = _("Tap one of the buttons.")


class HelpIsTaken(Refusal):
    """A colleague was faster."""

    says = _("{name} takes care of it already.")
    status = 409


class HelpCalled(Refusal):
    """One call is open at a time."""

    says = _("Your call is open already.")
    advice = _("The coordinators know.")
    status = 409


@cache
def figures() -> dict[str, timedelta]:
    """Return the figures of watch.yaml, by name."""
    told = yaml.safe_load(FIGURES.read_text(encoding="utf-8"))
    return {name: timedelta(minutes=minutes) for name, minutes in told.items()}


def asks_officer(kind: str) -> bool:
    """Tell whether the officer is asked before anybody else."""
    return kind in {AlarmKind.NO_SIGN, AlarmKind.NOT_THERE, AlarmKind.STILL}


def answers_of(alarm: Alarm, *, desk: bool) -> dict[str, str | Promise]:
    """Return the taps that answer it, as words by code."""
    if desk:
        return DESKS_ANSWERS
    return {code: word for code, (word, _well) in OFFICERS_ANSWERS.get(alarm.kind, {}).items()}


def check_answer(alarm: Alarm, answer: str, *, desk: bool) -> bool:
    """Return whether the answer settles the question. Raises AlarmIsOver, NoSuchAnswer."""
    if alarm.closed_at is not None or (alarm.answer and not desk):
        raise AlarmIsOver
    if answer not in answers_of(alarm, desk=desk):
        raise NoSuchAnswer
    return desk or OFFICERS_ANSWERS[alarm.kind][answer][1]


def check_help_open(call: HelpCall) -> None:
    """Raise HelpIsTaken or AlarmIsOver, or return."""
    if call.closed_at is not None:
        raise AlarmIsOver
    if call.taken_at is not None:
        raise HelpIsTaken(name=call.taken_by)
