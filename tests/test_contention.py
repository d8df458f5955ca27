"""A hundred press at once: one gets the officer, the car, the stand; the others a sentence.

A hundred threads of one process with connections of their own, as the server's; on both databases.
Whatever is no refusal in words, a busy database too, would be an answer of 500 or 503 at a page.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.servers import ROOT, environment

MANY = 100
SETUP = "import django; django.setup(); "


@pytest.mark.parametrize(
    "database_kind", [pytest.param("sqlite", marks=pytest.mark.slow), "postgresql"], indirect=True
)
def test_of_a_hundred_exactly_one_gets_it(new_home: Path, database: str) -> None:
    code = (
        "import json; from tests import contention_movements, test_contention;"
        "print(json.dumps({**test_contention.contend(), **contention_movements.contend()}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", SETUP + code],
        cwd=ROOT,
        env=environment(new_home, database),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for what, found in json.loads(done.stdout).items():
        assert not found["broken"], (what, found["broken"])
        assert (found["won"], sum(found["refused"].values())) == (1, MANY - 1), (what, found)
        assert all(found["refused"]), what
        assert found["stands"] == 1, what


def contend() -> dict[str, dict[str, Any]]:
    """Make the cast and let a hundred press for each; return what became of it, by the thing.

    won: how many; refused: {sentence: how often}; broken: what was no refusal; stands: how many
    duties there are in the end where one is right.
    """
    from narahubung.accounts.actors import actor_of
    from narahubung.assignments import commands
    from narahubung.assignments.models import Duty
    from narahubung.kit import clock

    at = clock.now()
    made = _cast(at)
    sari, giver, taker = (
        actor_of(person, event_id=made["event"].pk, at=at) for person in made["people"]
    )
    wanted, one, swap = made["wanted"], made["duty"], made["swap"]
    who: dict[str, Any] = {"by": sari, "at": at}

    def take(duty: Duty, officer_id: int) -> Callable[[], object]:
        return lambda: commands.replace_officer(
            duty_id=duty.pk, officer_id=officer_id, was=duty.officer_id, **who
        )

    answers: list[Callable[[], object]] = [
        lambda: commands.approve_swap(swap_id=swap.pk, **who),
        lambda: commands.refuse_swap(swap_id=swap.pk, no="no", **who),
        lambda: commands.decline_swap(swap_id=swap.pk, by=taker, at=at),
        lambda: commands.withdraw_swap(swap_id=swap.pk, by=giver, at=at),
    ]
    tries = {
        "officer": [take(duty, wanted.pk) for duty in made["duties"]],
        "duty": [take(one, officer.pk) for officer in made["officers"][:MANY]],
        "swap": answers * (MANY // len(answers)),
    }
    found = {what: press_all(all_) for what, all_ in tries.items()}
    rows = Duty.objects.standing()
    found["officer"]["stands"] = rows.filter(officer=wanted).count()
    found["duty"]["stands"] = rows.filter(party=one.party, starts=one.starts).count()
    found["swap"]["stands"] = rows.filter(party=swap.duty.party, starts=swap.duty.starts).count()
    return found


def press_all(tries: list[Callable[[], object]]) -> dict[str, Any]:
    from django.db import connection

    from narahubung.kit.refusals import Refusal

    start = Barrier(len(tries))
    found: dict[str, Any] = {"won": 0, "refused": {}, "broken": []}

    def press(one: Callable[[], object]) -> str | Exception | None:
        start.wait()
        try:
            one()
        except Refusal as refusal:
            return str(refusal)
        except Exception as problem:
            return problem
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(tries)) as crowd:
        for said in crowd.map(press, tries):
            if said is None:
                found["won"] += 1
            elif isinstance(said, str):
                found["refused"][said] = found["refused"].get(said, 0) + 1
            else:
                found["broken"].append(repr(said))
    return found


def _cast(at: datetime) -> dict[str, Any]:
    """Make a hundred delegations and officers with duties at the same hours, and a swap to decide.

    The duty that all want lies on another day, and so does the swap.
    """
    from narahubung.accounts.models import Event, Person, Reach
    from narahubung.assignments.models import Duty, Swap
    from narahubung.movements.models import Movement
    from narahubung.parties.models import Officer, Party
    from narahubung.training.models import LanguageSkill

    event = Event.objects.create(
        slug="rush-2026", name_en="Rush", zone="Asia/Makassar", state="live"
    )
    people = [Person.objects.create(username=name) for name in ("sari", "giver", "taker")]
    for person, role in zip(people, ("coordinator", "interpreter", "interpreter"), strict=True):
        Reach.objects.create(
            person=person, event=event, role=role, kind="event", since=at - timedelta(days=1)
        )
    parties = [Party.objects.create(event=event, code=f"P{n}", name_en="P") for n in range(MANY)]
    officers = [
        Officer.objects.create(
            event=event,
            code=f"LO-{n}",
            full_name=f"Officer {n}",
            available_from=at.date(),
            available_to=(at + timedelta(days=9)).date(),
            person={0: people[1], 1: people[2]}.get(n),
        )
        for n in range(MANY + 2)
    ]
    LanguageSkill.objects.create(officer=officers[1], language="en", level="C1")
    for direction, days in (("arrival", 0), ("departure", 9)):
        Movement.objects.create(
            event=event,
            party=parties[1],
            code=direction,
            direction=direction,
            planned_at=at + timedelta(days=days),
            zone=event.zone,
        )

    def duty(party: Party, officer: Officer, day: int) -> Duty:
        starts = at + timedelta(days=day)
        return Duty.objects.create(
            event=event,
            party=party,
            officer=officer,
            position="relief",
            starts=starts,
            ends=starts + timedelta(hours=6),
        )

    swap = Swap.objects.create(
        event=event,
        duty=duty(parties[1], officers[0], 6),
        to=officers[1],
        state="agreed",
        asked_at=at,
        agreed_at=at,
    )
    return {
        "event": event,
        "people": people,
        "officers": officers,
        "wanted": officers[MANY],
        "duties": [duty(party, officers[n], 4) for n, party in enumerate(parties)],
        "duty": duty(parties[0], officers[MANY + 1], 2),
        "swap": swap,
    }
