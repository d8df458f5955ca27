"""Who is acting, frozen once per request: the input of every rule and every `.visible_to(by)`."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One person (or the house itself) in one event, with what he may do at this moment.

    everywhere: rights held for the whole event. within: rights held only for `own` parties.
    at_desk: rights held only for what concerns `departments`.
    """

    person_id: int | None
    name: str
    door: str = "page"
    event_id: int | None = None
    roles: frozenset[str] = frozenset()
    everywhere: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    at_desk: frozenset[str] = frozenset()
    own: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()

    @property
    def here(self) -> int:
        """Return the number of the event one acts in. Raises RuntimeError outside any event."""
        if self.event_id is None:
            raise RuntimeError("this is done in an event, and none is known")
        return self.event_id

    def may(self, right: str) -> bool:
        """Tell whether the right is held at all, in whatever reach."""
        return right in self.everywhere or right in self.within or right in self.at_desk

    def may_for(self, right: str, party_id: int | None) -> bool:
        """Tell whether the right is held for this party."""
        return right in self.everywhere or (right in self.within and party_id in self.own)

    def may_at(self, right: str, department_id: int | None) -> bool:
        """Tell whether the right is held for this department's work."""
        return right in self.everywhere or (
            right in self.at_desk and department_id in self.departments
        )


def the_house(door: str, *, event_id: int | None = None) -> Actor:
    """Return the actor of reactions, timetables and the command line: no person, no limits."""
    return Actor(
        person_id=None, name="Narahubung", door=door, event_id=event_id, roles=frozenset({"house"})
    )
