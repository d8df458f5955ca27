"""What a form that waited is about, in words for people, and whose delegation it concerns."""

from typing import Any

from django.apps import apps
from django.urls import reverse

from narahubung.airports.models import DepartureLine
from narahubung.duties.lists import text_of
from narahubung.duties.models import Step
from narahubung.field.catalogue import Body
from narahubung.field.replaying import NOT_FIELDS, Target
from narahubung.movements.entries import word_of
from narahubung.movements.models import Movement

# What stands in an address, or in a form, and the table of it; each row knows its party.
_THINGS = {
    "step_id": "duties.Step",
    "mark_id": "movements.StatusMark",
    "movement_id": "movements.Movement",
    "movement": "movements.Movement",
    "trip": "movements.Trip",
    "hand_over_id": "assignments.HandOver",
    "booking_id": "airports.Booking",
    "aircraft_id": "airports.Aircraft",
    "bag_id": "airports.MissingBag",
    "leaving_id": "airports.DepartureLine",
    "observation_id": "duties.Observation",
    "evacuation_id": "crisis.Evacuation",
    "action_id": "crisis.Action",
}
_NO_WORDS = NOT_FIELDS | {
    "to",
    "next",
    "from",
    "kind",
    "movement",
    "trip",
    "tapped_at",
    "seen",
    "version",
}


def party_of(target: Target, body: Body) -> int | None:
    """Return the delegation that a form is about, None where it is about none."""
    words = {**dict(body), **target.match.kwargs}
    if code := target.match.kwargs.get("code"):
        parties: Any = apps.get_model("parties", "Party").objects
        here = parties.filter(event__slug=target.slug, code=code)
        return _first(here.values_list("pk", flat=True))
    for name, table in _THINGS.items():
        if number := _number(words.get(name)):
            rows: Any = apps.get_model(table).objects
            there = rows.filter(pk=number, party__event__slug=target.slug)
            return _first(there.values_list("party_id", flat=True))
    return None


def _first(numbers: Any) -> int | None:
    found: int | None = numbers.first()
    return found


def page_of(target: Target) -> str:
    """Return where a person can mend what the form was to do: the day, a part, a way out."""
    names = {"slug": target.slug}
    if code := target.match.kwargs.get("code"):
        return reverse("desks:day", kwargs={**names, "code": code})
    for name, page in (("evacuation_id", "crisis:evacuation"), ("action_id", "crisis:action")):
        if number := target.match.kwargs.get(name):
            return reverse(page, kwargs={**names, name: number})
    return reverse("desks:day", kwargs=names)


def described(target: Target, body: Body) -> str:
    """Return what the form says: its kind, the step it is about, what was typed or tapped."""
    said = _step(target, body) or _status(target, body) or _leaving(target, body)
    words = [said] if said else [v for name, v in body if v.strip() and name not in _NO_WORDS]
    label = str(target.kind.label)
    return f"{label}: {'; '.join(words)}" if words else label


def step_of(target: Target, body: Body) -> int:
    """Return the step that a form ticks, 0 for none."""
    told = target.match.kwargs.get("step_id") or dict(body).get("step", "").split(":")[0]
    return _number(told)


def _step(target: Target, body: Body) -> str:
    step = Step.objects.filter(pk=step_of(target, body), event__slug=target.slug).first()
    return f"{step.code} {text_of(step.procedure, step.version, step.code)}" if step else ""


def _status(target: Target, body: Body) -> str:
    """Return the word of a status that was told, as `trip:12:off` or in fields of its own."""
    told = dict(body)
    kind, number, status = [*told.get("tell", "").split(":"), "", ""][:3]
    if not kind:
        kind = "trip" if told.get("trip") else "movement"
        number, status = told.get(kind, ""), told.get("status", "")
    if kind == "trip":
        return word_of("trip", status) if status else ""
    row = Movement.objects.filter(pk=_number(number), event__slug=target.slug).first()
    return word_of(row.direction, status, row.mode) if row and status else ""


def _leaving(target: Target, body: Body) -> str:
    number = _number(
        target.match.kwargs.get("leaving_id") or dict(body).get("leave", "").split(":")[0]
    )
    row = DepartureLine.objects.filter(pk=number, event__slug=target.slug).first()
    return str(row.get_kind_display()) if row else ""


def _number(text: object) -> int:
    """Return a row's number, 0 (which no row has) for any other text."""
    digits = str(text or "")
    return int(digits) if digits.isdecimal() and len(digits) <= 18 else 0
