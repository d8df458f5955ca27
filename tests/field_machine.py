"""Random runs of phones in front of the real door, with the pure model beside it as oracle.

Three phones of two people write, send, lose answers, send twice and out of order, lose their
stores; the server dies around any commit and comes back from a backup; one of the two is detached
and attached again. After each step that reaches the server both must have given the same answers
and hold the same state.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from conftest import NOON
from narahubung.accounts.models import Reach
from narahubung.field import batching, settling, storing
from narahubung.field.models import ServerEpoch
from tests.field_model import STATUSES, Crash, Meant, Server
from tests.field_phone import InProcess, Phone, Told, Written, digest_of, ids_of
from tests.field_state import SHOWN, Cast, View, held, modelled, view

BEFORE = NOON - timedelta(days=9)
STARTS = [f"2026-11-21T{hour}:00" for hour in ("09", "10", "11")]
ENDS = [f"2026-11-21T{hour}:00" for hour in ("13", "14", "15")]
PHONES = st.integers(0, 2)
DAY = "/e/arda-2026/day/ARD/"


@dataclass
class Wreck:
    """The server dies at the how-manieth command, as the model's `handle` says."""

    place: int = -1
    when: str = ""
    at: int = -1

    @contextmanager
    def waiting(self, crash: tuple[int, str] | None) -> Iterator[None]:
        """Let it die so within."""
        self.place, self.when = crash or (-1, "")
        self.at = -1
        try:
            yield
        finally:
            self.place = -1

    @contextmanager
    def built_in(self) -> Iterator[None]:
        """Patch the door, so that it can die at all; nothing takes so long as to part a commit."""
        result, end, longest = settling.Settling.result, storing.end, batching.LONGEST_S
        one_commit = batching.one_commit

        def dying_result(one: Any) -> Any:
            self.at += 1
            told = result(one)
            if self.at == self.place and (
                self.when == "between" or (self.when == "after" and one.shared is None)
            ):
                raise Crash
            return told

        @contextmanager
        def dying_commit() -> Iterator[None]:
            begun = self.at
            with one_commit():
                yield
            if begun < self.place <= self.at and self.when == "after":
                raise Crash

        def dying_end(*args: Any, **more: Any) -> Any:
            row = end(*args, **more)
            if self.at == self.place and self.when == "before":
                raise Crash
            return row

        settling.Settling.result = dying_result  # type: ignore[method-assign]
        storing.end = dying_end
        batching.one_commit, batching.LONGEST_S = dying_commit, 3600.0
        try:
            yield
        finally:
            batching.one_commit, batching.LONGEST_S = one_commit, longest
            settling.Settling.result = result  # type: ignore[method-assign]
            storing.end = end


class Proto(RuleBasedStateMachine):
    """The machine; `machine` ties it to a cast."""

    cast: Cast
    wreck: Wreck
    drops_4xx: bool

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.model = Server(now=NOON, fields=dict(SHOWN))
        self.model.attached = {self.cast.ani: True, self.cast.budi: True}
        make_id = ids_of(Random(0))
        skew = {"lo_ms": 0, "hi_ms": 0}
        self.phones = [Phone(self.cast.person_of(each), make_id, skew=skew) for each in range(3)]
        self.lines = [InProcess(client) for client in self.cast.clients]
        self.views = [View() for _ in self.phones]
        self.flight: list[tuple[int, Told]] = []
        self.ever: list[dict[str, Written]] = [{} for _ in self.phones]
        self.gone: set[str] = set()
        self.backup: tuple[str, Server] | None = None
        self.clock = BEFORE

    # ---- writing ---------------------------------------------------------------------------

    def write(self, phone: int, meant: Meant, kind: str, path: str, *body: Any, **more: Any):
        self.clock += timedelta(minutes=1)
        made = self.phones[phone].write(kind, path, *body, at=self.clock, **more)
        self.ever[phone][made.id] = made
        self.model.meant[made.id, made.told["hash"]] = meant
        return made

    @rule(phone=PHONES, text=st.sampled_from(["", "Rain", "Sun"]), after=st.booleans())
    def fact(self, phone: int, text: str, after: bool) -> None:
        waits = self.phones[phone].waiting("urgent")
        parents = [waits[-1].id] if after and waits else []
        meant = Meant(sort="fact", person=self.cast.person_of(phone), text=text)
        self.write(phone, meant, "desks:day_jot", f"{DAY}log/", ("text", text), after=parents)

    @rule(phone=PHONES, text=st.sampled_from(["", "Wind"]))
    def urgent_fact(self, phone: int, text: str) -> None:
        meant = Meant(sort="fact", person=self.cast.person_of(phone), text=text)
        self.write(phone, meant, "desks:day_jot", f"{DAY}log/", ("text", text), lane="urgent")

    @rule(phone=PHONES, step=st.integers(0, 1), which=st.sampled_from(["check", "recheck"]))
    def look(self, phone: int, step: int, which: str) -> None:
        meant = Meant(sort="look", person=self.cast.person_of(phone), step=step, which=which)
        asked = f"{self.cast.steps[step].pk}:{which}"
        self.write(phone, meant, "desks:day_look", f"{DAY}look/", ("step", asked))

    @rule(phone=PHONES, step=st.integers(0, 1))
    def unlook(self, phone: int, step: int) -> None:
        seen = self.views[phone].looks.get(step)
        body = [("seen", str(seen[1]))] if seen else []
        meant = Meant(
            sort="unlook",
            person=self.cast.person_of(phone),
            step=step,
            seen=seen[0] if seen else None,
        )
        path = f"{DAY}unlook/{self.cast.steps[step].pk}/"
        self.write(phone, meant, "desks:day_unlook", path, *body)

    @rule(
        phone=PHONES,
        starts=st.sampled_from([None, *STARTS]),
        ends=st.sampled_from([None, *ENDS]),
        fresh=st.booleans(),
    )
    def edit(self, phone: int, starts: str | None, ends: str | None, fresh: bool) -> None:
        """Change one field or both; where `fresh`, the page shows what waits as well."""
        shown = dict(self.views[phone].fields)
        waits = [self.model.meant[w.id, w.told["hash"]] for w in self.waiting(phone)]
        for other in waits if fresh else ():
            shown |= other.new
        new = {"starts_at": starts or shown["starts_at"], "ends_at": ends or shown["ends_at"]}
        meant = Meant(sort="edit", person=self.cast.person_of(phone), base=shown, new=new)
        path = reverse("airports:move", args=["arda-2026", self.cast.booking.pk])
        self.write(phone, meant, "airports:move", path, *new.items(), shown=shown)

    @rule(phone=PHONES, status=st.sampled_from(STATUSES))
    def tell(self, phone: int, status: str) -> None:
        meant = Meant(sort="tell", person=self.cast.person_of(phone), status=status)
        asked = f"movement:{self.cast.arrival.pk}:{status}"
        self.write(phone, meant, "desks:day_tell", f"{DAY}tell/", ("tell", asked), lane="urgent")

    def waiting(self, phone: int) -> list[Written]:
        return self.phones[phone].waiting("normal")

    # ---- the line --------------------------------------------------------------------------

    @rule(
        phone=PHONES,
        lane=st.sampled_from(["normal", "normal", "urgent"]),
        start=st.sampled_from([0, 0, 0, 1, 3]),
        most=st.sampled_from([1, 3, 50]),
    )
    def send(self, phone: int, lane: str, start: int, most: int) -> None:
        """Put a request on the wire: it may come later, twice, or out of order."""
        one = self.phones[phone]
        one.greet(self.lines[phone])
        some = one.waiting(lane)[start : start + most]
        if some:
            self.flight.append((phone, one.letter(lane, some, sent_at=NOON)))

    @rule(phone=PHONES, lane=st.sampled_from(["normal", "urgent"]))
    def exchange(self, phone: int, lane: str) -> None:
        """A contact as most are: asked, answered, heard."""
        one = self.phones[phone]
        one.greet(self.lines[phone])
        if some := one.waiting(lane)[:50]:
            self.deliver(phone, one.letter(lane, some, sent_at=NOON))

    @precondition(lambda self: self.flight)
    @rule(
        which=st.integers(0, 9),
        stays=st.booleans(),
        answered=st.sampled_from([True, True, False]),
        crash=st.one_of(
            st.none(),
            st.none(),
            st.tuples(st.integers(0, 3), st.sampled_from(["before", "between", "after"])),
        ),
    )
    def arrive(
        self, which: int, stays: bool, answered: bool, crash: tuple[int, str] | None
    ) -> None:
        place = which % len(self.flight)
        phone, letter = self.flight[place]
        if not stays:
            self.flight.pop(place)
        self.deliver(phone, letter, crash, answered=answered)

    def deliver(
        self,
        phone: int,
        letter: Told,
        crash: tuple[int, str] | None = None,
        *,
        answered: bool = True,
    ) -> str:
        expected = self.expect(letter, crash)
        heard = None
        with self.wreck.waiting(crash):
            try:
                heard = self.lines[phone].post("/field/outbox/", letter)
            except Crash:
                assert expected is None
        self.compare()
        if heard is None:
            return "again"
        assert heard.status == 200, heard
        assert heard.told is not None
        told = [_bare(result) for result in heard.told["results"]]
        assert told == expected, (told, expected)
        return self.phones[phone].hear(letter, heard) if answered else "again"

    def expect(self, letter: Told, crash: tuple[int, str] | None) -> list[Told] | None:
        try:
            return self.model.handle(letter, crash)
        except Crash:
            return None

    @rule(phone=PHONES)
    def without_a_session(self, phone: int) -> None:
        """The session is over: nothing is read, and the phone keeps what it has."""
        some = self.waiting(phone)[:50]
        if some:
            letter = self.phones[phone].letter("normal", some, sent_at=NOON)
            heard = InProcess(self.cast.stranger).post("/field/outbox/", letter)
            assert heard.status == 401
            self.phones[phone].hear(letter, heard)
            if self.drops_4xx:
                self.phones[phone].queue.clear()
            self.compare()

    @rule(phone=PHONES)
    def post_directly(self, phone: int) -> None:
        """A page is posted on-line; the answer is lost, so the phone queues it as well."""
        meant = Meant(sort="fact", person=self.cast.person_of(phone), text="Snow")
        path = f"{DAY}log/"
        made = self.write(phone, meant, "desks:day_jot", path, ("text", "Snow"))
        self.model.post_directly(made.told)
        self.lines[phone].client.post(path, {"text": "Snow", "key": made.id})
        self.compare()

    @rule(phone=PHONES, which=st.integers(0, 9))
    def reuse_an_id(self, phone: int, which: int) -> None:
        """A broken phone: one id, another content."""
        known = [one for one in self.ever[phone].values() if one.id in self.model.rows]
        if known:
            told = dict(known[which % len(known)].told)
            told["body"] = [["text", "EVIL"]]
            told["hash"] = digest_of(told["kind"], 1, told["path"], told["body"])
            self.alone(phone, told)

    @rule(phone=PHONES, which=st.integers(0, 9))
    def steal_an_id(self, phone: int, which: int) -> None:
        """Somebody sends what is another's: he learns nothing."""
        other = 0 if phone == 1 else 1
        known = [one for one in self.ever[other].values() if one.id in self.model.rows]
        if known:
            self.alone(phone, dict(known[which % len(known)].told))

    def alone(self, phone: int, told: Told) -> None:
        one = self.phones[phone]
        letter = one.letter("normal", [], sent_at=NOON) | {"commands": [told]}
        self.deliver(phone, letter, answered=False)

    # ---- what happens to phones, people and servers ----------------------------------------

    @rule(phone=PHONES)
    def look_at_pages(self, phone: int) -> None:
        self.views[phone] = view(self.cast)

    @rule(phone=PHONES)
    def wipe(self, phone: int) -> None:
        self.gone |= {one.id for one in self.phones[phone].wipe()}
        self.gone |= set(self.ever[phone])
        self.views[phone] = view(self.cast)

    @rule(step=st.integers(0, 1))
    def take_back_beside_a_look(self, step: int) -> None:
        """She looks, and takes it back from a page older than her look on her other phone."""
        self.look(0, step, "check")
        self.exchange(0, "normal")
        self.look_at_pages(0)
        self.look(2, step, "recheck")
        self.exchange(2, "normal")
        self.unlook(0, step)
        self.exchange(0, "normal")

    @rule(on=st.booleans())
    def attach(self, on: bool) -> None:
        self.model.attached[self.cast.budi] = on
        ends = None if on else NOON - timedelta(hours=1)
        Reach.objects.filter(person=self.cast.budi).update(until=ends)

    @rule()
    def back_up(self) -> None:
        self.backup = transaction.savepoint(), self.model.copy()

    @precondition(lambda self: self.backup)
    @rule()
    def restore(self) -> None:
        """The server comes back as it was, and says that it is not the one it was."""
        assert self.backup is not None
        point, model = self.backup
        transaction.savepoint_rollback(point)
        ServerEpoch.objects.all().delete()
        ServerEpoch.objects.create()
        attached, meant = self.model.attached, self.model.meant
        self.model = model.copy()
        self.model.meant = meant
        self.attach(attached[self.cast.budi])
        # A page that was kept shows looks which the server does not know any more.
        self.views = [view(self.cast) for _ in self.phones]
        self.compare()

    @rule(phone=PHONES)
    def forget_sent(self, phone: int) -> None:
        """72 hours after: what was confirmed is not offered again any more."""
        self.gone |= {one.id for one in self.phones[phone].forget_sent()}

    # ---- what must be so -------------------------------------------------------------------

    def compare(self) -> None:
        """The server holds what the model holds."""
        real, model = held(self.cast), modelled(self.model)
        assert real == model, {
            each: (real[each], model[each]) for each in real if real[each] != model[each]
        }
        self.nothing_vanishes()

    def nothing_vanishes(self) -> None:
        """Each thing written waits, or has ended, or went with a store that was erased."""
        for phone, ever in zip(self.phones, self.ever, strict=True):
            missing = set(ever) - set(phone.queue) - set(phone.sent) - self.gone
            assert not missing, missing

    def teardown(self) -> None:
        """The network heals: everything must end, in a bounded number of tries."""
        try:
            self.drain()
        finally:
            transaction.savepoint_rollback(self.start)

    def drain(self) -> None:
        for number, phone in enumerate(self.phones):
            for _ in range(12):
                phone.greet(self.lines[number])
                for lane in ("urgent", "normal"):
                    if some := phone.waiting(lane)[:50]:
                        letter = phone.letter(lane, some, sent_at=NOON)
                        self.deliver(number, letter)
                if not phone.queue:
                    break
            assert not phone.queue, phone.queue
        self.nothing_vanishes()
        for phone in self.phones:
            for one in phone.sent.values():
                assert self.model.rows[one.id].status == one.result["status"]


def machine(cast: Cast, wreck: Wreck, *, drops_4xx: bool = False) -> type[Proto]:
    """Return the machine for this cast. drops_4xx: a fault of the phone, to be found."""
    return type("Told", (Proto,), {"cast": cast, "wreck": wreck, "drops_4xx": drops_4xx})


def _bare(result: Told) -> Told:
    """Return what the model says of a result as well."""
    return {name: result[name] for name in ("status", "need", "code")}
