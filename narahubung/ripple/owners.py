"""Whom a line concerns: from `officers:5`, `desk:3`, `person:7` to people, at one moment."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.accounts.models import Person
from narahubung.assignments.models import LEAD, Attachment, Duty, DutyState
from narahubung.kit.said import in_both
from narahubung.needs.rules.ladder import staff_of
from narahubung.parties.models import Department, Party
from narahubung.relays.audiences import ties


class Owners:
    """The people behind the owners of things, looked up once for all lines of a wave.

    at: now; moments: when the thing that changed was and is to be: whoever is on duty then is
    concerned besides.
    """

    def __init__(self, event_id: int, at: datetime, moments: Iterable[datetime | None]) -> None:
        self.event_id, self.at = event_id, at
        self.moments = [moment for moment in moments if moment is not None]
        self._known: dict[str, dict[int, str]] = {}
        self._names: dict[int, str] = {}

    def of(self, owners: Collection[str]) -> dict[int, str]:
        """Return who they are, by person, with the words for as whom (kit.said)."""
        found: dict[int, str] = {}
        for owner in owners:
            if owner not in self._known:
                kind, _colon, number = owner.partition(":")
                find = {"officers": self._officers, "desk": self._desk, "person": self._person}
                self._known[owner] = find[kind](int(number))
            for person_id, role in self._known[owner].items():
                found.setdefault(person_id, role)
        return found

    def name(self, person_id: int) -> str:
        """Return the full name of somebody; those found so far are asked for in one query."""
        if person_id not in self._names:
            people = {pk for some in self._known.values() for pk in some} | {person_id}
            rows = Person.objects.filter(pk__in=people - self._names.keys())
            self._names.update(rows.values_list("pk", "full_name"))
        return self._names[person_id]

    def reachable(self, people: Collection[int]) -> set[int]:
        """Return those of them who can be sent a message: who have a part in the event now."""
        rows = ties(self.event_id, self.at).filter(person_id__in=people)
        return set(rows.values_list("person_id", flat=True))

    def _officers(self, party_id: int) -> dict[int, str]:
        """Find who is on duty with a party, else who is next, and who has it when the thing is.

        Without a roster whoever is attached, the lead before the others.
        """
        code = Party.objects.values_list("code", flat=True).get(pk=party_id)
        role = in_both(lambda: _("officer of {party}").format(party=code))
        rows = Duty.objects.ahead().filter(party_id=party_id, officer__person__is_active=True)
        rows = rows.select_related("officer").order_by("starts", "pk")
        duties = [row for row in rows if row.state == DutyState.ON or row.ends > self.at]
        found = [row for row in duties if row.state == DutyState.ON] or duties[:1]
        found += [
            row for row in duties if any(row.starts <= when < row.ends for when in self.moments)
        ]
        if found:
            return {row.officer.person_id or 0: role for row in found}
        attached = Attachment.objects.standing().filter(
            party_id=party_id, officer__person__is_active=True
        )
        people = sorted(
            attached.values_list("position", "officer__person_id"),
            key=lambda one: (one[0] != LEAD, one),
        )
        return {person_id: role for _position, person_id in people[:1] if person_id}

    def _desk(self, department_id: int) -> dict[int, str]:
        """Find who works at a desk, without those who only stand behind it."""
        desk = Department.objects.get(pk=department_id)
        role = in_both(lambda: _("desk {department}").format(department=desk.name))
        return dict.fromkeys(staff_of(desk, self.at).desk, role)

    def _person(self, person_id: int) -> dict[int, str]:
        if not Person.objects.filter(pk=person_id, is_active=True).exists():
            return {}
        return {person_id: in_both(lambda: _("sees to it"))}
