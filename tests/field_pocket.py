"""Twenty phones that are off-line for 72 hours and come back: what C10 is played with.

What must be so in the end stands in tests/scenarios/test_c10.py.
"""

import json
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Lock
from typing import Any

from tests.field_cast import FROM, PAPERS, PHONES, UNTIL
from tests.field_parcel import Sealer, made_known, new_key, packed
from tests.field_phone import LANES, MOST, NoAnswer, Phone, Told, Wire, Written, ids_of

OFFLINE = timedelta(hours=72)
WRONG = timedelta(minutes=9)  # at most
DRIFT = timedelta(seconds=20)  # at most, while it was off-line
NEAR = timedelta(milliseconds=400)  # how well a contact measures a clock
FIELDS, SAME, TWICE = ("state", "number", "valid_from", "valid_until"), 12, 5
DIE = 2  # of the phones, when they have passed on what they had
CHAIN = ("en_route", "landed", "on_block", "door_open", "greeted", "lounge", "immigration")
THREADS = 2  # as there are cores


def true_now() -> datetime:
    """Return the moment of the server, which is a process of its own and knows no frozen noon."""
    return datetime.now(UTC)  # noqa: TID251 -- no noon here


@dataclass
class Clock:
    """A phone's clock: wrong when the line went, and a little differently wrong when it is back."""

    went: datetime
    back: datetime
    wrong: timedelta
    drift: timedelta

    def shows(self, true: datetime) -> datetime:
        """Return what it shows at a moment."""
        part = (true - self.went) / (self.back - self.went)
        return true + self.wrong + self.drift * part

    def skew(self) -> dict[str, int]:
        """Return what the contacts before and after it measured, to be added to it."""
        ends = -self.wrong, -self.wrong - self.drift
        tick = timedelta(milliseconds=1)
        return {"lo_ms": (min(ends) - NEAR) // tick, "hi_ms": (max(ends) + NEAR) // tick}


@dataclass
class Carrier:
    """One phone with its line. true: when each thing was done; letters: all that it ever sent.

    died: it passed on what it had and is never heard again; by: who carries it. brings: parcels of
    colleagues on their way; brought: those that the server has taken.
    """

    phone: Phone
    wire: Wire
    clock: Clock
    own: Told
    true: dict[str, datetime] = field(default_factory=dict)
    wrote: dict[str, tuple[str, Any]] = field(default_factory=dict)
    letters: list[Told] = field(default_factory=list)
    sealer: Sealer | None = None
    died: bool = False
    by: "Carrier | None" = None
    brings: list[bytes] = field(default_factory=list)
    brought: list[bytes] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing waits on it."""
        return not (self.phone.queue or self.brings)

    @property
    def commands(self) -> list[Written]:
        """Return all that was written on it."""
        return [*self.phone.queue.values(), *self.phone.sent.values()]

    def enrol(self) -> None:
        """Make the phone's key known, while there is a network: so it can pass its queue on."""
        assert self.phone.greet(self.wire)
        own = new_key()
        known = made_known(self.phone.person, self.phone.device, own)
        heard = self.wire.post("/field/parcels/key/", known)
        assert heard.told is not None
        self.sealer = Sealer(own, heard.told["seal"])

    def parcel(self) -> bytes:
        """Seal all that waits; the phone knows its clock from the contact before."""
        assert self.sealer is not None
        before = -self.clock.wrong
        tick = timedelta(milliseconds=1)
        self.phone.skew = {"lo_ms": (before - NEAR) // tick, "hi_ms": (before + NEAR) // tick}
        at = self.clock.shows(self.clock.back)
        return self.sealer.sealed(
            packed(
                self.phone.letter(lane, some[start : start + MOST], sent_at=at)
                for lane in LANES
                for some in [self.phone.waiting(lane)]
                for start in range(0, len(some), MOST)
            )
        )

    def note(self, sort: str, what: Any, made: Written, true: datetime) -> Written:
        """Remember what the phone wrote."""
        self.true[made.id], self.wrote[made.id] = true, (sort, what)
        return made


@dataclass
class Pocket:
    """One run of the scenario."""

    seed: int
    cast: Told
    entries: int
    port: int
    dice: Random = field(init=False)
    carriers: list[Carrier] = field(default_factory=list)
    changed: dict[tuple[int, str], str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)

    # ---- 72 hours ------------------------------------------------------------------------------

    def write(self) -> None:
        """Let every phone write what it writes while there is no network."""
        back = true_now()
        changes = self._changes()
        for number, own in enumerate(self.cast["phones"]):
            watch = Clock(
                back - OFFLINE,
                back,
                WRONG * self.dice.uniform(-0.95, 0.95),
                DRIFT * self.dice.uniform(-1, 1),
            )
            phone = Phone(own["person"], ids_of(self.dice), skew=watch.skew())
            one = Carrier(phone, Wire(self.port, own["cookie"]), watch, own)
            self.carriers.append(one)
            self._fill(one, changes[number])
        self._pass_on()

    def _pass_on(self) -> None:
        """Let two phones hand their queues to a neighbour each, by codes, and die."""
        some = self.dice.sample(self.carriers, 2 * DIE)
        for dying, neighbour in zip(some[:DIE], some[DIE:], strict=True):
            dying.enrol()
            neighbour.brings.append(dying.parcel())
            dying.died, dying.by = True, neighbour
            dying.wire.close()

    def _changes(self) -> list[list[tuple[int, str]]]:
        """Share 40 changes among the phones: 12 of one field, 28 of 28 others."""
        others = [(paper, name) for paper in range(PAPERS) for name in FIELDS]
        others.remove((0, "number"))
        shared: list[list[tuple[int, str]]] = [[] for _ in range(PHONES)]
        for number in self.dice.sample(range(PHONES), SAME):
            shared[number].append((0, "number"))
        for change in self.dice.sample(others, 40 - SAME):
            self.dice.choice([each for each in shared if len(each) < 2]).append(change)
        return shared

    def _fill(self, one: Carrier, changes: list[tuple[int, str]]) -> None:
        hours = sorted(self.dice.random() for _ in range(self.entries))
        moments = [one.clock.went + OFFLINE * part for part in hours]
        chores: list[Any] = [("change", each) for each in changes]
        chores += [("tick", step) for step in one.own["steps"][: max(self.entries // 12, 1)]]
        chores += [("observe", None)] * (self.entries // 6)
        chain = CHAIN[: max(self.entries // 20, 1)]
        chores += [("jot", None)] * (self.entries - len(chores) - len(chain))
        self.dice.shuffle(chores)
        places = sorted(self.dice.sample(range(self.entries), len(chain)))
        for place, status in zip(places, chain, strict=True):
            chores.insert(place, ("tell", status))
        for number, ((sort, what), true) in enumerate(zip(chores, moments, strict=True)):
            self._one(one, number, sort, what, true)

    def _one(self, one: Carrier, number: int, sort: str, what: Any, true: datetime) -> None:
        cast, told = self.cast, {"at": one.clock.shows(true)}
        text = f"{sort} {number} of {one.phone.person}"
        if sort == "jot":
            urgent = [each for each in one.phone.waiting("urgent")[-1:] if number % 3 == 0]
            told["after"] = [each.id for each in urgent]
            made = one.phone.write("desks:day_jot", cast["jot"], ("text", text), **told)
        elif sort == "observe":
            made = one.phone.write("desks:day_observe", cast["observe"], ("text", text), **told)
        elif sort == "tick":
            text = f"{what}:check"
            made = one.phone.write("desks:day_look", cast["look"], ("step", text), **told)
        elif sort == "tell":
            text = f"movement:{one.own['movement']}:{what}"
            pair = ("tell", text)
            made = one.phone.write("desks:day_tell", cast["tell"], pair, lane="urgent", **told)
        else:
            made, text = self._change(one, *what, **told)
        one.note(sort, text, made, true)

    def _change(self, one: Carrier, paper: int, name: str, **told: Any) -> tuple[Written, str]:
        shown = first(paper)
        new = self._new(one, paper, name)
        body = [("kind", "diplomatic"), *{**shown, name: new}.items()]
        path = self.cast["papers"][paper]["path"]
        made = one.phone.write("airports:paper", path, *body, shown=shown, **told)
        if (paper, name) == (0, "number"):
            self.same[made.id] = new
        else:
            self.changed[paper, name] = new
        return made, new

    def _new(self, one: Carrier, paper: int, name: str) -> str:
        day = self.dice.randrange(1, 4)
        return {
            "state": "given",
            "number": f"P-{one.phone.person}-{paper}",
            "valid_from": f"2026-11-1{day}T06:00",
            "valid_until": f"2026-11-2{day + 5}T06:00",
        }[name]

    def change_at_the_desk(self) -> None:
        """The desk changes the field of the twelve, on-line."""
        with closing(Wire(self.port, self.cast["desk"]["cookie"])) as wire:
            wire.get("/field/proto/")
            form = {"kind": "diplomatic", **first(0), "number": "DESK"}
            assert post_form(wire, self.cast["papers"][0]["path"], form) == 302

    # ---- they come back ------------------------------------------------------------------------

    def come_back(self) -> None:
        """Let all phones come back in random order, by turns, over a line that loses answers."""
        living = [one for one in self.carriers if not one.died]
        waiting = list(living)
        self.dice.shuffle(waiting)
        with ThreadPoolExecutor(THREADS) as pool:
            for turn in [pool.submit(self._take_turns, waiting) for _ in range(THREADS)]:
                turn.result()
        again = self.dice.sample(living, TWICE)
        for one in again:
            self._send_again(one)
        for one in self.carriers:
            one.wire.close()

    def _take_turns(self, waiting: list[Carrier]) -> None:
        while True:
            with self.lock:
                if not waiting:
                    return
                one = waiting.pop()
            self._contact(one)
            if not one.is_done:
                with self.lock:
                    waiting.insert(self.dice.randrange(len(waiting) + 1), one)

    def _contact(self, one: Carrier) -> None:
        """Send until it is done, or the line breaks; then it is another's turn."""
        with suppress(NoAnswer):
            self._send(one)
            self._bring(one)

    def _send(self, one: Carrier) -> None:
        if one.phone.greet(one.wire) is None:
            return
        for lane in LANES:
            while some := one.phone.waiting(lane)[:MOST]:
                at = one.clock.shows(true_now())
                letter = one.phone.letter(lane, some, sent_at=at)
                one.letters.append(letter)
                heard = one.wire.post("/field/outbox/", letter)
                assert heard.status in {200, 503}, heard
                with self.lock:
                    luck = self.dice.random()
                if luck < 0.1:  # the answer is lost; it comes again another time
                    return
                if one.phone.hear(letter, heard) != "more" or luck < 0.3:
                    break

    def _bring(self, one: Carrier) -> None:
        """Bring what was passed on; the answer may be lost, and then it is brought again."""
        for parcel in list(one.brings):
            status, told = bring(one.wire, parcel)
            assert status in {200, 503}
            with self.lock:
                luck = self.dice.random()
            if status == 200 and luck > 0.3:
                assert (told["status"], told["commands"]) == ("taken", self.entries)
                one.brings.remove(parcel)
                one.brought.append(parcel)

    def _send_again(self, one: Carrier) -> None:
        """Send every letter once more, in any order, and every parcel: all of it is known."""
        one.wire.close()
        for parcel in one.brought:
            assert bring(one.wire, parcel)[1]["ended"] == self.entries
        for letter in self.dice.sample(one.letters, len(one.letters)):
            heard = one.wire.post("/field/outbox/", letter)
            assert heard.told is not None
            for result in heard.told["results"]:
                assert result["status"] == one.phone.sent[result["id"]].result["status"]


def first(paper: int) -> dict[str, str]:
    """Return what stood in a paper when the line went."""
    return {"state": "asked", "number": f"N-{paper}", "valid_from": FROM, "valid_until": UNTIL}


def bring(wire: Wire, parcel: bytes) -> tuple[int, Told]:
    """Bring a parcel; return what the carrier is told."""
    head = {"Content-Type": "application/octet-stream", "X-CSRFToken": wire.token}
    status, _head, said = wire.raw("POST", "/field/parcels/", parcel, head)
    return status, json.loads(said)


def post_form(wire: Wire, path: str, form: dict[str, str]) -> int:
    """Post a form as a page does; return the status."""
    head = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": wire.token}
    return wire.raw("POST", path, urllib.parse.urlencode(form).encode(), head)[0]


def page_of(wire: Wire, path: str) -> str:
    """Return a page."""
    status, _head, page = wire.raw("GET", path, None, {})
    assert status == 200
    return page.decode()
