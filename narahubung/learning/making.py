"""A drill is made: what is played by whom, and the database of its own that it is played in.

Reads the house and writes nothing into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Event, Person, Reach
from narahubung.accounts.roles import ROLES
from narahubung.kit.refusals import Refusal
from narahubung.learning import copying, scripts
from narahubung.learning.models import Drill, Inject, Lesson, Standing
from narahubung.learning.rules.drills import check_real

PLAYERS_WITHOUT_LESSON = 3
_LEADING = ("crisis_lead", "crisis_liaison", "coordinator", "organiser")


class WhichEvent(Refusal):
    """There are several, or none."""

    says = _("Name the event with --event. There are: {events}.")


class NoLesson(Refusal):
    """No such number."""

    says = _("There is no lesson {number} in this event.")
    advice = _("Its number stands on the page Lessons.")


class NobodyPlays(Refusal):
    """No officer can sign in."""

    says = _("Nobody holds the role of a liaison officer: there is nobody to play.")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is made. players: (user name in the drill, real name, role) to be told once."""

    event: Event
    lesson: Lesson | None
    script: scripts.Script
    players: Sequence[tuple[str, str, str]]


def plan(*, event: str, lesson: int | None, template: str, minutes: int) -> Plan:
    """Say what will be played.

    Raises OnlyInRealLife, WhichEvent, NoLesson, NobodyPlays, NoTemplate, TooShort.
    """
    check_real()
    row = _event(event)
    about = Lesson.objects.filter(event=row, number=lesson).first() if lesson else None
    if lesson and about is None:
        raise NoLesson(number=lesson)
    measure = about.measure if about else scripts.measure_of(template or "crisis")
    wanted = about.of if about and about.of else PLAYERS_WITHOUT_LESSON
    players = _players(row, about, wanted)
    script = scripts.write(
        template=template or scripts.template_for(measure),
        minutes=minutes,
        measure=measure,
        within_min=about.within_min if about else 10,
        players=players,
    )
    return Plan(event=row, lesson=about, script=script, players=_told(row, players))


def make(path: Path, plan: Plan, *, code: str, at: datetime, password: str) -> int:
    """Write the database of a drill; return how many rows were copied. Raises NameFound."""
    names = copying.names_of(plan.event.pk)
    with copying.copy_of(path) as alias:
        rows = copying.copy_masked(plan.event.pk, alias, names=names, password=password)
        Standing.objects.using(alias).create(pk=1, code=code, made_at=at)
        drill = Drill.objects.using(alias).create(
            event_id=plan.event.pk,
            code=code,
            title=plan.script.title,
            story=names.struck(plan.lesson.what) if plan.lesson else "",
            template=plan.script.template,
            minutes=plan.script.minutes,
            measure=plan.script.measure,
            within_min=plan.script.within_min,
            of=plan.script.of,
            origin={
                "event": plan.event.slug,
                "lesson": plan.lesson.number if plan.lesson else None,
            },
            made_at=at,
        )
        Inject.objects.using(alias).bulk_create(
            [
                Inject(event_id=plan.event.pk, drill=drill, **columns)
                for columns in plan.script.injects
            ]
        )
        copying.check_masked(alias, names)
    path.chmod(0o600)
    return rows


def _event(slug: str) -> Event:
    rows = Event.objects.filter(slug=slug) if slug else Event.objects.all()
    found = list(rows[:2])
    if len(found) != 1:
        raise WhichEvent(events=", ".join(Event.objects.values_list("slug", flat=True)))
    return found[0]


def _players(event: Event, lesson: Lesson | None, wanted: int) -> list[int]:
    """Return whom the lesson names, filled up with officers; as many as are to be called."""
    rows = Reach.objects.filter(event=event, role="officer", person__is_active=True)
    officers = rows.order_by("person_id").values_list("person_id", flat=True).distinct()
    named = [pk for pk in (lesson.people if lesson else []) if pk in set(officers)]
    players = [*named, *(pk for pk in officers if pk not in named)][:wanted]
    if not players:
        raise NobodyPlays
    return players


def _told(event: Event, players: Sequence[int]) -> list[tuple[str, str, str]]:
    ties = Reach.objects.filter(event=event, role__in=_LEADING, person__is_active=True)
    leading = dict(ties.order_by("-pk").values_list("person_id", "role"))
    people = Person.objects.in_bulk([*players, *leading])
    roles = dict.fromkeys(players, "officer") | leading
    return [(f"p{pk}", str(people[pk]), str(ROLES[role].name)) for pk, role in roles.items()]
