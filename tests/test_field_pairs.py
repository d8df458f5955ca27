"""F37: two phones on the same record, each pair of things done, in each order, early or late.

Both have looked at their pages before either sends. "First" and "second" is the order in which the
server hears; where the two interleave, one sends the half of what it has before the other comes.
What must come of it is the table of docs/reference/outbox.md (Policies), cell by cell.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, product
from random import Random
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.airports.models import Booking
from narahubung.duties.commands import check
from narahubung.duties.models import Check, Step
from narahubung.duties.rules import LOOKS
from narahubung.field.models import TwoVersions
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded
from narahubung.movements.models import Movement, StatusMark
from tests.field_phone import InProcess, Phone, Written, ids_of
from tests.test_field_protocol import signed_in

DAY = "/e/arda-2026/day/ARD/"
SHOWN = {"starts_at": "2026-11-21T12:00", "ends_at": "2026-11-21T12:30"}
NEW = {
    "starts_at": ("2026-11-21T11:30", "2026-11-21T11:40"),
    "ends_at": ("2026-11-21T13:00", "2026-11-21T14:00"),
}
LATE = {"online": timedelta(minutes=5), "6 h late": timedelta(hours=6)}
ORDERS = ("A first", "B first", "interleaved")
KINDS = ("fact", "tick", "untick", "same", "other", "tell")
PAIRS = [*product(KINDS, KINDS), ("tell", "tell_on"), ("tell_on", "tell")]
NUMBERS = count(1)


@dataclass
class Scene:
    """One cell: a step, a booking and a movement of its own, and two officers' phones.

    ticks: who had ticked the step before, and saw it; the other's page is older. None: nobody.
    """

    event: Any
    party: Any
    people: list[Any]
    lines: list[InProcess]
    at: datetime
    ticks: int | None
    number: int = field(default_factory=lambda: next(NUMBERS))
    seen: int = 0

    def __post_init__(self) -> None:
        own: Any = {"event": self.event, "party": self.party}
        code = f"M{self.number}"
        self.movement = Movement.objects.create(
            code=code, direction="arrival", planned_at=NOON, **own
        )
        ends = NOON + timedelta(minutes=30)
        self.booking = Booking.objects.create(
            movement=self.movement,
            kind="other",
            what="Flowers",
            starts_at=NOON,
            ends_at=ends,
            **own,
        )
        moments = [NOON.isoformat(), (NOON + timedelta(hours=5)).isoformat()]
        self.step = Step.objects.create(
            procedure="airport-arrival",
            version="1",
            code="A1",
            anchor_kind="movement",
            anchor_id=self.number,
            check_at=NOON,
            due_at=NOON,
            moments=moments,
            **own,
        )
        make_id, skew = ids_of(Random(self.number)), {"lo_ms": 0, "hi_ms": 0}
        self.phones = [Phone(person.pk, make_id, skew=skew) for person in self.people]
        if self.ticks is not None:
            by = actor_of(self.people[self.ticks], event_id=self.event.pk, at=NOON)
            check(step_id=self.step.pk, by=by, at=self.at)
            self.seen = Check.objects.get(step=self.step).pk

    # ---- what may be done ----------------------------------------------------------------------

    def do(self, who: int, kind: str) -> Written:
        """Let somebody do this on his phone."""
        if kind == "fact":
            return self._write(who, "desks:day_jot", f"{DAY}log/", ("text", self.text(who)))
        if kind == "tick":
            asked = f"{self.step.pk}:check"
            return self._write(who, "desks:day_look", f"{DAY}look/", ("step", asked))
        if kind == "untick":
            path = f"{DAY}unlook/{self.step.pk}/"
            return self._write(who, "desks:day_unlook", path, ("seen", str(self.seen)))
        if kind in FIELD:
            body = {**SHOWN, FIELD[kind]: NEW[FIELD[kind]][who]}
            path = reverse("airports:move", args=["arda-2026", self.booking.pk])
            return self._write(who, "airports:move", path, *body.items(), shown=SHOWN)
        asked = f"movement:{self.movement.pk}:{STATUS[kind]}"
        return self._write(who, "desks:day_tell", f"{DAY}tell/", ("tell", asked))

    def text(self, who: int) -> str:
        """Return the words of a fact."""
        return f"Cell {self.number}, {'AB'[who]}"

    def _write(self, who: int, kind: str, path: str, *body: Any, **more: Any) -> Written:
        at = self.at + timedelta(seconds=30 + who)
        return self.phones[who].write(kind, path, *body, at=at, **more)

    # ---- the line ------------------------------------------------------------------------------

    def send(self, who: int, most: int = 50) -> None:
        """Send what this phone has."""
        phone = self.phones[who]
        letter = phone.letter("normal", phone.waiting("normal")[:most], sent_at=NOON)
        phone.hear(letter, self.lines[who].post("/field/outbox/", letter))

    def fill(self, who: int) -> None:
        """Let a phone have something else to say before."""
        self._write(who, "desks:day_jot", f"{DAY}log/", ("text", f"before {self.number}"))

    # ---- what stands ---------------------------------------------------------------------------

    def stands(self) -> dict[str, Any]:
        """Return what the server holds of this cell."""
        self.booking.refresh_from_db()
        looks = Check.objects.filter(step=self.step, kind__in=LOOKS, undone=False)
        words = [getattr(decoded(row), "note", "") for row in _log()]
        return {
            "facts": {who for who in (0, 1) if self.text(who) in words},
            "looks": looks.count(),
            "ends_at": _local(self.booking.ends_at),
            "starts_at": _local(self.booking.starts_at),
            "marks": list(
                StatusMark.objects.filter(movement=self.movement)
                .order_by("pk")
                .values_list("status", "late")
            ),
        }


FIELD = {"same": "ends_at", "other": "starts_at"}
STATUS = {"tell": "landed", "tell_on": "greeted"}


def _log() -> Any:
    return StoredEntry.objects.filter(kind="duties.noted")


def _local(moment: datetime) -> str:
    return (moment + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M")


@dataclass
class Expected:
    """What the table says of one cell, told in the order in which the server hears."""

    stands: dict[str, Any]
    said: list[str] = field(default_factory=list)
    questions: list[tuple[str, str, str]] = field(default_factory=list)

    def hear(self, who: int, kind: str, scene: Scene, others: str) -> None:
        """Take in the next one; others: what was heard before it."""
        if kind == "fact":
            self.stands["facts"].add(who)
            self.said.append("applied")
        elif kind == "tick":
            self.said.append("merged" if self.stands["looks"] else "applied")
            self.stands["looks"] = 1
        elif kind == "untick":
            self._untick(who, scene, others)
        elif kind in FIELD:
            self._edit(who, FIELD[kind])
        else:
            late = any(status in {STATUS[kind], "greeted"} for status, _late in self.marks)
            self.marks.append((STATUS[kind], late))
            self.said.append("merged" if late else "applied")

    @property
    def marks(self) -> list[tuple[str, bool]]:
        """Return what was told of the movement."""
        found: list[tuple[str, bool]] = self.stands["marks"]
        return found

    def _untick(self, who: int, scene: Scene, others: str) -> None:
        if others == "tick" or (who != scene.ticks and self.stands["looks"]):
            self.said.append("conflict")  # somebody else's tick, which it has not seen, stays
        else:
            self.said.append("applied" if self.stands["looks"] else "merged")
            self.stands["looks"] = 0

    def _edit(self, who: int, name: str) -> None:
        now, ours = self.stands[name], NEW[name][who]
        met_others = any(self.stands[each] != SHOWN[each] for each in SHOWN)
        if now != SHOWN[name]:
            self.questions.append((name, ours, now))
            self.said.append("conflict")
            return
        self.stands[name] = ours
        self.said.append("merged" if met_others else "applied")


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda kind: kind)
def test_two_phones_on_one_record(
    first: str, second: str, event: Any, arda: Any, lia: Any, person: Any
) -> None:
    people = [lia, person("budi", "officer", event, party=arda)]
    lines = [InProcess(signed_in(each)) for each in people]
    kinds = [first, second]
    ticks = kinds.index("untick") if "untick" in kinds else None
    for order, late in product(ORDERS, LATE.values()):
        scene = Scene(event, arda, people, lines, NOON - late, ticks)
        heard = played(scene, kinds, order)
        expected = Expected({**SHOWN, "facts": set(), "looks": int(ticks is not None), "marks": []})
        others = ""
        for who in heard:
            expected.hear(who, kinds[who], scene, others)
            others = kinds[who]
        said = [last_of(scene.phones[who]).result["status"] for who in heard]
        assert (said, scene.stands()) == (expected.said, expected.stands), (order, late)
        assert questions(scene) == expected.questions
        everything_is_kept(scene, kinds)


def played(scene: Scene, kinds: list[str], order: str) -> list[int]:
    """Let both write, then both send; return who was heard first."""
    for who in (0, 1):
        scene.fill(who)
        scene.do(who, kinds[who])
    if order == "interleaved":
        scene.send(0, most=1)
    heard = [0, 1] if order == "A first" else [1, 0]
    for who in heard:
        scene.send(who)
    return heard


def last_of(phone: Phone) -> Written:
    """Return what a phone wrote last."""
    assert not phone.queue
    return max(phone.sent.values(), key=lambda one: one.number)


def questions(scene: Scene) -> list[tuple[str, str, str]]:
    """Return what people are asked."""
    rows = TwoVersions.objects.filter(carried_id__in=_ids(scene))
    return list(rows.values_list("field", "ours", "theirs"))


def everything_is_kept(scene: Scene, kinds: list[str]) -> None:
    """Whatever was told left an entry in the journal under its author's name, or equals another."""
    for who, kind in enumerate(kinds):
        one = last_of(scene.phones[who])
        acts = StoredEntry.objects.filter(act_id=one.id, act__by_id=scene.people[who].pk)
        is_nothing = kind == "untick" and one.result["status"] != "applied"
        assert acts.exists() or is_nothing, (kind, one.result)


def _ids(scene: Scene) -> list[str]:
    return [each for phone in scene.phones for each in phone.sent]
