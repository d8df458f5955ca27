"""What a form that waited is about, in words for people, and whose delegation it concerns."""

from typing import Any

from django.apps import apps
from django.urls import reverse

from narahubung.duties.lists import text_of
from narahubung.duties.models import Step
from narahubung.field.catalogue import Body
from narahubung.field.replaying import NOT_FIELDS, Target

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
}
_NO_WORDS = NOT_FIELDS | {"to", "next", "from", "kind", "movement", "trip", "tapped_at", "seen"}


def party_of(target: Target, body: Body) -> int | None:
    """Return the delegation that a form is about, None where it is about none."""
    words = {**dict(body), **target.match.kwargs}
    if code := target.match.kwargs.get("code"):
        parties: Any = apps.get_model("parties", "Party").objects
        here = parties.filter(event__slug=target.slug, code=code)
        return _first(here.values_list("pk", flat=True))
    for name, table in _THINGS.items():
        number = str(words.get(name) or "")
        if number.isdecimal() and len(number) <= 18:
            rows: Any = apps.get_model(table).objects
            there = rows.filter(pk=int(number), party__event__slug=target.slug)
            return _first(there.values_list("party_id", flat=True))
    return None


def _first(numbers: Any) -> int | None:
    found: int | None = numbers.first()
    return found


def page_of(target: Target) -> str:
    """Return where a person can mend what the form was to do: the day, or the list of duties."""
    names = {"slug": target.slug}
    if code := target.match.kwargs.get("code"):
        return reverse("desks:day", kwargs={**names, "code": code})
    return reverse("desks:day", kwargs=names)


def described(target: Target, body: Body) -> str:
    """Return what the form says: its kind, the step it is about, what was typed or tapped."""
    step = _step(target, body)
    words = [step] if step else [v for name, v in body if v.strip() and name not in _NO_WORDS]
    label = str(target.kind.label)
    return f"{label}: {'; '.join(words)}" if words else label


def _step(target: Target, body: Body) -> str:
    number = str(target.match.kwargs.get("step_id") or dict(body).get("step", "").split(":")[0])
    if not number.isdecimal() or len(number) > 18:
        return ""
    step = Step.objects.filter(pk=int(number), event__slug=target.slug).first()
    if step is None:
        return ""
    return f"{step.code} {text_of(step.procedure, step.version, step.code)}"
