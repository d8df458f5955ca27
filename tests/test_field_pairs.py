"""F37: two phones on the same record, each pair of things done, in each order, early or late.

Both have looked at their pages before either sends. "First" and "second" is the order in which the
server hears; where the two interleave, one sends the half of what it has before the other comes.
What must come of it is the table of docs/reference/outbox.md (Policies), cell by cell.

And its last row: a desk had voided the thing (a step whose anchor is gone, a booking given back, a
movement cancelled, an observation removed) before what was written on a phone came. Nothing of that
is lost, and nothing revives what was voided.
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
from narahubung.airports.commands import answer_booking, cancel_booking
from narahubung.airports.models import Booking, BookingState
from narahubung.duties.commands import check, observe, remove_observation
from narahubung.duties.models import Check, Observation, Step, StepState
from narahubung.duties.rules import LOOKS
from narahubung.field.models import TwoVersions
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded
from narahubung.kit.records import Certainty
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
    observation: int = 0

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
        if kind == "note":
            path = reverse("duties:note", args=["arda-2026", self.step.pk])
            return self._write(who, "duties:note", path, ("text", self.text(who)))
        if kind == "open":
            path = reverse("duties:open", args=["arda-2026", self.step.pk])
            return self._write(who, "duties:open", path)
        if kind == "answer":
            path = reverse("airports:answer", args=["arda-2026", self.booking.pk])
            body = {"state": "confirmed", "seen": "asked"}
            return self._write(who, "airports:answer", path, *body.items())
        if kind == "unobserve":
            path = f"{DAY}unobserve/{self.observation}/"
            return self._write(who, "desks:day_unobserve", path)
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

    # ---- what a desk may do meanwhile ----------------------------------------------------------

    def observe(self) -> None:
        """Let the first of the two note something, before either page was made."""
        told: dict[str, Any] = {"party_id": self.party.pk, "text": "Tired", "at": self.at}
        by = actor_of(self.people[0], event_id=self.event.pk, at=NOON)
        self.observation = observe(by=by, **told)

    def void(self, desk: Any) -> None:
        """Void all there is; step and movement end by what they hang on, far from here."""
        by = actor_of(desk, event_id=self.event.pk, at=NOON)
        Step.objects.filter(pk=self.step.pk).update(state=StepState.GONE)
        Movement.objects.filter(pk=self.movement.pk).update(certainty=Certainty.CANCELLED)
        cancel_booking(booking_id=self.booking.pk, by=by, at=self.at)
        remove_observation(observation_id=self.observation, by=by, at=self.at)

    def is_void(self) -> bool:
        """Tell whether all of it still is, and as it was."""
        for row in (self.step, self.movement, self.booking):
            row.refresh_from_db()
        assert (_local(self.booking.starts_at), _local(self.booking.ends_at)) == (*SHOWN.values(),)
        assert Observation.objects.get(pk=self.observation).removed
        assert self.step.state == StepState.GONE
        assert self.movement.certainty == Certainty.CANCELLED
        return self.booking.state == BookingState.CANCELLED

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


def _log_lines(scene: Scene) -> list[str]:
    rows = StoredEntry.objects.filter(kind__in=["duties.noted", "duties.step_noted"])
    return [decoded(row).note for row in rows.filter(act_id__in=_ids(scene))]


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
        is_nothing = kind in {"untick", "unobserve"} and one.result["status"] != "applied"
        assert acts.exists() or is_nothing, (kind, one.result)


def _ids(scene: Scene) -> list[str]:
    return [each for phone in scene.phones for each in phone.sent]


# Of each thing done on a phone, after it was voided: how it ends, and whether its words are in the
# log, marked with why it changed nothing.
VOIDED = {
    "fact": ("applied", False),
    "note": ("applied", False),
    "tick": ("conflict", True),
    "untick": ("applied", False),
    "open": ("conflict", True),
    "same": ("conflict", False),
    "other": ("conflict", False),
    "answer": ("conflict", True),
    "tell": ("applied", False),
    "unobserve": ("merged", False),
}


@pytest.mark.parametrize("kind", VOIDED)
def test_what_is_written_on_a_voided_thing_is_kept_and_does_not_revive_it(
    kind: str, event: Any, arda: Any, lia: Any, sari: Any
) -> None:
    status, is_flagged = VOIDED[kind]
    for late in LATE.values():
        ticks = 0 if kind == "untick" else None
        scene = Scene(event, arda, [lia], [InProcess(signed_in(lia))], NOON - late, ticks)
        scene.observe()
        scene.do(0, kind)
        scene.void(sari)
        scene.send(0)

        assert last_of(scene.phones[0]).result["status"] == status
        assert scene.is_void()
        everything_is_kept(scene, [kind])
        assert any("no longer" in text or "given back" in text for text in _log_lines(scene)) == (
            is_flagged
        )
        wanted = [(FIELD[kind], NEW[FIELD[kind]][0], SHOWN[FIELD[kind]])] if kind in FIELD else []
        assert questions(scene) == wanted
        assert [status for status, _late in scene.stands()["marks"]] == (
            ["landed"] if kind == "tell" else []
        )


def test_who_chooses_what_was_written_on_a_voided_booking_is_told_to_ask_for_it_first(
    event: Any, arda: Any, lia: Any, sari: Any
) -> None:
    scene = Scene(event, arda, [lia], [InProcess(signed_in(lia))], NOON, None)
    scene.observe()
    scene.do(0, "same")
    scene.void(sari)
    scene.send(0)
    row = TwoVersions.objects.get()
    path = reverse("field:choose_version", args=[event.slug, row.pk])
    desk = signed_in(sari)

    said = desk.post(path, {"chosen": "ours"}).content.decode()
    assert "Ask for it again first" in said
    assert scene.is_void()
    by = actor_of(sari, event_id=event.pk, at=NOON)
    answer_booking(booking_id=scene.booking.pk, state="asked", by=by, at=NOON)
    desk.post(path, {"chosen": "ours"})
    scene.booking.refresh_from_db()
    assert _local(scene.booking.ends_at) == row.ours
