"""Who did what in the demo's past, each with the rights of that person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Person
from narahubung.assignments.models import Attachment
from narahubung.kit import clock
from narahubung.kit.actor import Actor, the_house

Deed = tuple[datetime, Callable[[], object]]


class People:
    """Who works for a party: its lead and deputy, else the house; the coordinator, the desks."""

    def __init__(self, event: Any) -> None:
        self.house = the_house("demo", event_id=event.pk)
        self._of: dict[tuple[int, str], Actor] = {}
        self._officers: dict[int, Actor] = {}
        self._known: dict[str, Actor] = {}
        self._event_id = event.pk
        at = clock.now()
        self.coordinator = self._named("coordinator")
        self.protocol = self._named("protocol")
        self.registrar = self._named("gifts")
        for row in Attachment.objects.filter(event=event, ended_at=None).select_related(
            "officer__person"
        ):
            if officer := row.officer.person:
                by = actor_of(officer, event_id=event.pk, at=at, door="field")
                self._of[row.party_id, row.position] = by
                self._officers[row.officer_id] = by

    def lead(self, party_id: int) -> Actor:
        return self._of.get((party_id, "lead"), self.house)

    def deputy(self, party_id: int) -> Actor:
        return self._of.get((party_id, "deputy"), self.house)

    def officer(self, officer_id: int) -> Actor | None:
        return self._officers.get(officer_id)

    def officers(self) -> list[Actor]:
        return list({by.person_id: by for by in self._of.values()}.values())

    def desk(self, code: str) -> Actor:
        return self._named(f"desk-{code.lower()}")

    def _named(self, username: str) -> Actor:
        if username not in self._known:
            person = Person.objects.get(username=username)
            self._known[username] = actor_of(person, event_id=self._event_id, at=clock.now())
        return self._known[username]
