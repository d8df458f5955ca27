"""The outbox door behind random phones, with the pure model as its oracle; each fault is found."""

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from conftest import LONG_AGO, NOON
from narahubung.accounts import guards
from narahubung.airports.models import Booking
from narahubung.duties.models import Step
from narahubung.field import replaying, settling
from narahubung.field.envelope import digest_of_value
from narahubung.movements.models import Movement
from tests.field_machine import Wreck, machine
from tests.field_state import Cast

EACH_TIME = settings(
    max_examples=200,
    stateful_step_count=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
LONG = settings(EACH_TIME, max_examples=1000, derandomize=False)
# A fault is to be found, not to be made small.
HUNT = settings(EACH_TIME, phases=[Phase.generate], report_multiple_bugs=False)


@pytest.fixture
def wreck() -> Iterator[Wreck]:
    """A door that can die; what it warns of in a thousand false letters is not written down."""
    made = Wreck()
    with made.built_in():
        logging.disable(logging.CRITICAL)
        try:
            yield made
        finally:
            logging.disable(logging.NOTSET)


@pytest.fixture
def cast(event: Any, arda: Any, lia: Any, person: Any) -> Cast:
    budi = person("budi", "officer", event, party=arda)
    arrival = Movement.objects.create(
        event=event, party=arda, code="M1", direction="arrival", planned_at=NOON
    )
    booking = Booking.objects.create(
        event=event,
        party=arda,
        movement=arrival,
        kind="other",
        what="Flowers",
        starts_at=NOON,
        ends_at=NOON + timedelta(minutes=30),
    )
    steps = [
        Step.objects.create(
            event=event,
            party=arda,
            procedure="airport-arrival",
            version="1",
            code=code,
            anchor_kind="movement",
            anchor_id=1,
            check_at=NOON,
            due_at=NOON,
            moments=[NOON.isoformat(), (NOON + timedelta(hours=5)).isoformat()],
        )
        for code in ("A1", "A2")
    ]
    clients = [signed_in(someone) for someone in (lia, budi, lia)]
    return Cast(lia.pk, budi.pk, clients, steps, arrival, booking, Client())


def signed_in(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def run(cast: Cast, wreck: Wreck, how: settings, **fault: Any) -> None:
    run_state_machine_as_test(machine(cast, wreck, **fault), settings=how)


def test_the_door_does_what_the_model_says(cast: Cast, wreck: Wreck) -> None:
    run(cast, wreck, EACH_TIME)


@pytest.mark.slow
def test_the_door_does_what_the_model_says_a_thousand_times(cast: Cast, wreck: Wreck) -> None:
    run(cast, wreck, LONG)


# ---- deliberate faults: each of them is found ---------------------------------------------------


def no_key_check(patch: pytest.MonkeyPatch) -> None:
    """What comes again is done again."""
    result = settling.Settling.result

    def again(one: Any) -> Any:
        known = one.seen.known.pop(one.command.id, None)
        if known is not None:
            told, one.command = one.command, replace(one.command, id=uuid4(), seq=one.lane.next_seq)
            return replace(result(one), id=told.id, seq=told.seq)
        return result(one)

    patch.setattr(settling.Settling, "result", again)


def no_hash(patch: pytest.MonkeyPatch) -> None:
    """Another content under a known id is answered as the one that is known."""
    patch.setattr(
        settling.Settling,
        "_known",
        lambda one, row: one._told(row),
    )


def no_order(patch: pytest.MonkeyPatch) -> None:
    """A gap is jumped."""
    result = settling.Settling.result

    def jumping(one: Any) -> Any:
        if one.command.id not in one.seen.known and one.command.seq > one.lane.next_seq:
            one.lane.next_seq = one.command.seq
            one.lane.save()
        return result(one)

    patch.setattr(settling.Settling, "result", jumping)


def last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    """What is written is taken for a change of what stands now."""
    from narahubung.field import three_way

    merged = three_way.merged

    def blind(target: Any, body: Any, _base: Any, *, by: Any) -> Any:
        shown = three_way.shown_now(target, body, by=by)
        values = shown.values if shown else {}
        now = {name: digest_of_value(value) for name, value in values.items()}
        return merged(target, body, now, by=by)

    patch.setattr(settling, "merged", blind)


def untick_all(patch: pytest.MonkeyPatch) -> None:
    """A look is taken back whatever its author had seen."""
    form = replaying._form

    def forgetful(body: Any, key: Any) -> Any:
        return form(tuple(pair for pair in body if pair[0] != "seen"), key)

    patch.setattr(replaying, "_form", forgetful)


def any_status(patch: pytest.MonkeyPatch) -> None:
    """No status is ever late."""
    patch.setattr("narahubung.movements.chains.is_late", lambda *_: False)


def no_recheck(patch: pytest.MonkeyPatch) -> None:
    """Who may is asked as it was when it was written."""
    actor_at, actor_of = guards.actor_at, settling.actor_of

    def then_at(*args: Any, at: Any, **more: Any) -> Any:
        return actor_at(*args, at=LONG_AGO, **more)

    def then_of(*args: Any, at: Any, **more: Any) -> Any:
        return actor_of(*args, at=LONG_AGO, **more)

    patch.setattr(guards, "actor_at", then_at)
    patch.setattr(settling, "actor_of", then_of)


def commit_in_two(patch: pytest.MonkeyPatch) -> None:
    """What the command did commits, though it was not booked that it came."""
    patch.setattr(settling, "joined", lambda *_: nullcontext())


FAULTS = (
    no_key_check,
    no_hash,
    no_order,
    last_writer_wins,
    untick_all,
    any_status,
    no_recheck,
    commit_in_two,
)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_door_is_found(
    fault: Any, cast: Cast, wreck: Wreck, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        run(cast, wreck, HUNT)


@pytest.mark.slow
def test_a_phone_that_takes_a_no_for_an_answer_is_found(cast: Cast, wreck: Wreck) -> None:
    with pytest.raises(AssertionError):
        run(cast, wreck, HUNT, drops_4xx=True)
