"""What a supplier sees of the one part whose link he holds: not whom it is for."""

from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.models import GuestPass
from narahubung.accounts.roles import Right
from narahubung.accounts.rules import LinkHasEnded
from narahubung.kit.actor import Actor, the_house
from narahubung.needs.models import NeedPart
from narahubung.needs.rules.parts import RUNNING
from narahubung.parties.queries import departments_on_duty

# What stands before a given name in Indonesia: forms of address, and of birth in Bali.
_BEFORE_A_NAME = {"i", "ni", "ida", "bapak", "ibu", "pak", "bu"}


@dataclass(frozen=True, kw_only=True)
class Task:
    """What, how many, where and by when. ask_for: the first name of who waits at the desk."""

    part_id: int
    quantity: int
    what: str
    place: str
    due_at: datetime
    promised_at: datetime | None
    set_off_at: datetime | None
    ask_for: str
    desk: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class SharedPart:
    """A part whose link the desk gives: what the page of its links shows."""

    part_id: int
    need_id: int
    words: str
    supplier: str
    runs: bool


def task_of(found: GuestPass, *, at: datetime, zone_name: str) -> Task:
    """Return the task that a pass opens. Four queries. Raises LinkHasEnded once it is over."""
    rows = NeedPart.objects.select_related("need", "department")
    part = rows.filter(pk=found.object_id, event_id=found.event_id, state__in=RUNNING).first()
    if part is None:
        raise LinkHasEnded
    desk_id = part.need.department_id or part.department_id
    house = the_house("guest", event_id=found.event_id)
    desks = departments_on_duty(by=house, at=at, zone_name=zone_name)
    desk = next((desk for desk in desks if desk.id == desk_id), None)
    return Task(
        part_id=part.pk,
        quantity=part.quantity,
        what=part.what,
        place=part.place,
        due_at=part.due_at,
        promised_at=part.promised_at,
        set_off_at=part.set_off_at,
        ask_for=first_name(part.need.assigned_to),
        desk=desk.name if desk else "",
        phone=desk.first.phone if desk and desk.first else "",
    )


def shared_part(*, by: Actor, part_id: int) -> SharedPart:
    """Return a part that this person may answer for. One query. Raises NeedPart.DoesNotExist."""
    part = NeedPart.objects.visible_to(by, Right.ANSWER_NEED).get(pk=part_id)
    return SharedPart(
        part_id=part.pk,
        need_id=part.need_id,
        words=f"{part.quantity} {part.what}",
        supplier=part.supplier,
        runs=part.state in RUNNING,
    )


def first_name(name: str) -> str:
    """Return the name somebody is called by: `Wayan` of `I Wayan Sanjaya`; "" of a code."""
    if any(letter.isdigit() for letter in name):
        return ""
    words = [word for word in name.split() if word.casefold().strip(".") not in _BEFORE_A_NAME]
    return words[0] if words else ""
