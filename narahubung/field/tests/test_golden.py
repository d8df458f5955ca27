"""Queues of phones of each release are still understood: never change a file here, add one."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import NOON
from narahubung.duties.models import Step
from narahubung.field.catalogue import KINDS, Body, Kind
from narahubung.field.tests.phones import VirtualPhone, later
from narahubung.movements.models import Movement

QUEUES = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("queue", QUEUES, ids=lambda path: path.stem)
def test_the_queue_of_an_older_phone_is_understood(
    queue: Path, lia: Any, event: Any, arda: Any, signed_in: Any
) -> None:
    Step.objects.create(
        pk=1,
        event=event,
        party=arda,
        procedure="airport-arrival",
        version="1",
        code="A1",
        anchor_kind="movement",
        anchor_id=1,
        check_at=NOON,
        due_at=NOON,
        moments=[NOON.isoformat(), later(300).isoformat()],
    )
    Movement.objects.create(
        pk=1, event=event, party=arda, code="M1", direction="arrival", planned_at=later(-60)
    )
    phone = VirtualPhone(signed_in(lia), lia.pk)
    letter = phone.letter("normal", []) | json.loads(queue.read_text())

    results = phone.post(letter).json()["results"]

    told = {each["id"]: (each["status"], each["code"], each["says"]) for each in results}
    assert len(told) == len(letter["commands"])
    assert set(told.values()) == {("applied", "", "")}, told


def test_an_older_form_is_brought_up_step_by_step() -> None:
    def renamed(old: str, new: str) -> Any:
        def up(body: Body) -> Body:
            return tuple((new if name == old else name, value) for name, value in body)

        return up

    kind = Kind(
        name="a:b",
        label="",
        lane="normal",
        policy="fact",
        v=3,
        upcasts={1: renamed("words", "said"), 2: renamed("said", "text")},
    )
    assert kind.brought_up(1, (("words", "Rain"),)) == (("text", "Rain"),)
    assert kind.brought_up(3, (("text", "Rain"),)) == (("text", "Rain"),)


def test_every_older_version_of_a_form_can_be_brought_up() -> None:
    assert all(set(kind.upcasts) == set(range(1, kind.v)) for kind in KINDS.values())
