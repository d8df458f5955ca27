"""What stands behind the state machine, and what the model says should stand there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from narahubung.airports.models import Booking
from narahubung.duties.models import Check, Step
from narahubung.field.models import Carried, TwoVersions
from narahubung.field.models import Lane as LaneRow
from narahubung.field.models import Phone as PhoneRow
from narahubung.journal.models import Act, StoredEntry
from narahubung.movements.models import Movement, StatusMark
from tests.field_model import Server

SHOWN = {"starts_at": "2026-11-21T12:00", "ends_at": "2026-11-21T12:30"}
ZONE = timedelta(hours=8)  # of Bali


@dataclass
class Cast:
    """What every run begins with. clients: of the phones; ani has the first and the third."""

    ani: int
    budi: int
    clients: list[Any]
    steps: list[Step]
    arrival: Movement
    booking: Booking
    stranger: Any  # a client that is not signed in

    def person_of(self, phone: int) -> int:
        """Return whose phone it is."""
        return self.budi if phone == 1 else self.ani


@dataclass
class View:
    """What a phone's kept pages show. looks: of each step, (ordinal, key) of the last look."""

    fields: dict[str, str] = field(default_factory=lambda: dict(SHOWN))
    looks: dict[int, tuple[int, int]] = field(default_factory=dict)


def view(cast: Cast) -> View:
    """Return what the pages show now."""
    looks = {}
    for number, step in enumerate(cast.steps):
        made = list(Check.objects.filter(step=step).order_by("pk"))
        last = max((place for place, one in enumerate(made) if not one.undone), default=None)
        if last is not None:
            looks[number] = last, made[last].pk
    return View(fields=_fields(cast), looks=looks)


def _fields(cast: Cast) -> dict[str, str]:
    row = Booking.objects.get(pk=cast.booking.pk)
    found = {"starts_at": row.starts_at, "ends_at": row.ends_at}
    return {name: (at + ZONE).strftime("%Y-%m-%dT%H:%M") for name, at in found.items()}


def held(cast: Cast) -> dict[str, Any]:
    """Return what stands in the database."""
    lanes = LaneRow.objects.select_related("phone")
    keys = {
        row.pk: (str(row.phone.device), row.phone.person_id, str(row.epoch), row.sort)
        for row in lanes
    }
    order = {step.pk: number for number, step in enumerate(cast.steps)}
    looks: dict[int, list[Any]] = {}
    for check in Check.objects.order_by("pk"):
        told = (check.kind, check.person_id, check.at, check.undone)
        looks.setdefault(order[check.step_id], []).append(told)
    return {
        "rows": {
            str(row.pk): (row.person_id, keys[row.lane_id], row.seq, row.status)
            for row in Carried.objects.all()
        },
        "acts": dict(_texts(Act.objects.filter(by_id__isnull=False).values_list("pk", "by_id"))),
        "log": Counter(str(act) for act in _log().values_list("act_id", flat=True)),
        "looks": looks,
        "marks": list(StatusMark.objects.order_by("pk").values_list("status", "late")),
        "fields": _fields(cast),
        "questions": [
            (str(row.carried_id), row.field, row.ours, row.theirs)
            for row in TwoVersions.objects.order_by("pk")
        ],
        "lanes": {
            keys[row.pk]: (row.next_seq, row.highest_seq, row.closed_at is not None, row.lost)
            for row in lanes
        },
        "lost": {(str(row.device), row.person_id): row.lost for row in PhoneRow.objects.all()},
    }


def _log() -> Any:
    return StoredEntry.objects.filter(kind__in=["duties.noted", "duties.step_noted"])


def _texts(pairs: Any) -> Iterator[tuple[str, int]]:
    for number, person in pairs:
        yield str(number), person


def modelled(model: Server) -> dict[str, Any]:
    """Return the same of the model."""
    return {
        "rows": {
            number: (row.person, row.lane, row.seq, row.status)
            for number, row in model.rows.items()
        },
        "acts": model.acts,
        "log": Counter(model.log),
        "looks": {
            step: [(one.which, one.person, one.at, one.undone) for one in looks]
            for step, looks in model.looks.items()
            if looks
        },
        "marks": model.marks,
        "fields": model.fields,
        "questions": model.questions,
        "lanes": {
            key: (one.next, one.highest, one.closed, one.lost) for key, one in model.lanes.items()
        },
        "lost": model.lost,
    }
