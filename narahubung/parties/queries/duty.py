"""Who is on duty now in each department, and whom to call when nobody answers."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.parties.models import Contact, Department
from narahubung.relays.queries.calling import LastCall, last_calls

REMEMBERED = timedelta(hours=12)  # what a number did before that says nothing of this shift


@dataclass(frozen=True, kw_only=True)
class Reachable:
    """Somebody to call. role: shift, desk, deputy or above (the department it escalates to).

    last: what the number did when it was last called, None where nobody called it lately.
    """

    role: str
    name: str
    phone: str
    radio: str = ""
    hours: str = ""
    language: str = ""
    last: LastCall | None = None


@dataclass(frozen=True, kw_only=True)
class DutyDesk:
    """A department at one moment: who is to be called first, and who next, in order.

    open: by its own hours; None where nobody wrote them down.
    """

    id: int
    code: str
    name: str
    scope: str
    open: bool | None
    calls: tuple[Reachable, ...]

    @property
    def first(self) -> Reachable | None:
        """Return whom to call now."""
        return self.calls[0] if self.calls else None

    @property
    def next(self) -> tuple[Reachable, ...]:
        """Return whom to call when nobody answers, in order."""
        return self.calls[1:]


def departments_on_duty(*, by: Actor, at: datetime, zone_name: str) -> list[DutyDesk]:
    """Return every department with its chain of calls at that moment. Three queries.

    The order: the number that answered last, then who has the shift by the event's clock, the duty
    phone, the deputy, then those that did not answer when last called; at the end the duty phone
    of the department it escalates to. A number stands once in a chain.
    """
    clock = at.astimezone(zone(zone_name)).time()
    departments = list(Department.objects.visible_to(by).order_by("name_en"))
    contacts: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.visible_to(by).exclude(department=None).order_by("code"):
        if contact.department_id is not None:
            contacts[contact.department_id].append(contact)
    by_code = {department.code: department for department in departments}
    chains = {
        department.pk: _calls(department, contacts[department.pk], by_code, clock)
        for department in departments
    }
    numbers = {call.phone for chain in chains.values() for call in chain}
    last = last_calls(by.here, numbers, since=at - REMEMBERED, until=at) if numbers else {}
    return [
        DutyDesk(
            id=department.pk,
            code=department.code,
            name=department.name,
            scope=department.scope,
            open=in_hours(department.hours, clock),
            calls=_who_answered_first(chains[department.pk], last),
        )
        for department in departments
    ]


def in_hours(hours: str, clock: time) -> bool | None:
    """Tell whether `06:00-14:00` or `22:00-06:00` or `24h` covers a clock; None: cannot be read."""
    words = hours.strip().lower().replace(".", ":").replace("\N{EN DASH}", "-")
    if words.startswith("24"):
        return True
    start, dash, end = words.partition("-")
    try:
        opens, closes = time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    except ValueError:
        return None
    if not dash:
        return None
    if opens <= closes:
        return opens <= clock < closes
    return clock >= opens or clock < closes


def _calls(
    department: Department, contacts: list[Contact], by_code: dict[str, Department], clock: time
) -> tuple[Reachable, ...]:
    shifts = [c for c in contacts if not _round_the_clock(c) and in_hours(c.hours, clock)]
    desks = [c for c in contacts if _round_the_clock(c)]
    found = [_reachable("shift", c) for c in shifts if c.phone]
    if department.duty_phone:
        desk = next((c for c in desks if c.phone == department.duty_phone), None)
        found.append(
            Reachable(
                role="desk",
                name=(desk.person if desk else "") or department.head or department.name,
                phone=department.duty_phone,
                radio=department.radio_channel,
                hours=department.hours,
            )
        )
    found += [_reachable("desk", c) for c in desks if c.phone]
    deputy = department.deputy.casefold()
    found += [_reachable("deputy", c) for c in contacts if deputy and c.person.casefold() == deputy]
    above = by_code.get(department.escalates_to)
    if above and above.duty_phone:
        found.append(
            Reachable(
                role="above", name=above.name, phone=above.duty_phone, radio=above.radio_channel
            )
        )
    once: dict[str, Reachable] = {}
    for one in found:
        once.setdefault(one.phone, one)
    return tuple(one for phone, one in once.items() if phone)


def _who_answered_first(
    chain: tuple[Reachable, ...], last: dict[str, LastCall]
) -> tuple[Reachable, ...]:
    told = [replace(call, last=last.get(call.phone)) for call in chain]
    own = [call for call in told if call.role != "above"]
    heard = [(call.last.at, call) for call in own if call.last and call.last.answered]
    answered = [call for _at, call in sorted(heard, key=lambda pair: pair[0], reverse=True)]
    silent = [call for call in own if call.last and not call.last.answered]
    unknown = [call for call in own if not call.last]
    above = [call for call in told if call.role == "above"]
    return (*answered, *unknown, *silent, *above)


def _round_the_clock(contact: Contact) -> bool:
    return contact.category == "department" or contact.hours.strip().startswith("24")


def _reachable(role: str, contact: Contact) -> Reachable:
    return Reachable(
        role=role,
        name=contact.person or contact.name,
        phone=contact.phone,
        radio=contact.radio,
        hours=contact.hours,
        language=contact.language,
    )
