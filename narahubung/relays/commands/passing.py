"""Who got a message lets others know it, as it stands."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Person, Reach
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.inserting import insert_rows
from narahubung.relays import audiences
from narahubung.relays.audiences import Found
from narahubung.relays.commands.sending import outsiders, parties_in
from narahubung.relays.entries import RelayHandedOn
from narahubung.relays.models import Recipient, Relay
from narahubung.relays.rules import passing as rules
from narahubung.relays.rules import sending
from narahubung.relays.rules.states import answer_due

NAMED = 10
_TIE = ("person_id", "role", "kind", "object_id")


@command
def pass_on(
    *, relay_id: int, audience: list[str], by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Pass a message on that one got; return to how many it goes who did not have it.

    It stays the same message: wording, source, lane, urgency and what must be repeated go along,
    and its corrections reach the new readers too. Raises MayNotSend, NotGot, Replaced,
    NotWrittenDown, TimeIsOver, NotForYou, WrongLane, OtherLane, OutsiderInside, EverybodyHasIt;
    Relay.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        relay = Relay.objects.for_change(by, relay_id)
        rules.check_can_pass_on(relay, by, at)
        if not all(audiences.open_to(by, word, at) for word in audience):
            raise sending.NotForYou
        sending.check_lane(relay.lane, parties_in(audience))
        meant = audiences.resolve(audience, event_id=by.here, at=at)
        has_it = {relay.sender_id, *relay.recipients.values_list("person_id", flat=True)}
        found = [(person_id, why) for person_id, why in meant if person_id not in has_it]
        if not found:
            raise rules.EverybodyHasIt if meant else sending.NobodyThere
        sending.check_stays_inside(outsiders(by.here, found, at))
        rules.check_same_lane(relay.lane, _of_other_lanes(relay, found, at))
        due = answer_due(relay.precedence, at)
        insert_rows(
            [
                Recipient(
                    relay=relay,
                    person_id=person_id,
                    why=why[:200],
                    answer_due_at=due,
                    passed_by_id=by.person_id,
                    passed_at=at,
                )
                for person_id, why in found
            ]
        )
        record(
            RelayHandedOn(
                relay_id=relay.pk,
                code=relay.code,
                sender_id=relay.sender_id,
                party_id=relay.party_id,
                precedence=relay.precedence,
                person_id=by.person_id,
                name=by.name,
                to_ids=tuple(person_id for person_id, _why in found),
                to_names=_names([person_id for person_id, _why in found]),
            )
        )
    return len(found)


def _of_other_lanes(relay: Relay, found: Found, at: datetime) -> list[str]:
    """Return the names of those among them who work in other lanes only."""
    ties = Reach.objects.in_force(at).filter(
        event_id=relay.event_id, person_id__in=[person_id for person_id, _why in found]
    )
    known: dict[tuple[str, str, int | None], str | None] = {}
    lanes: dict[int, set[str | None]] = defaultdict(set)
    for person_id, role, kind, object_id in ties.values_list(*_TIE):
        if (role, kind, object_id) not in known:
            known[role, kind, object_id] = rules.lane_of_tie(role, kind, object_id)
        lanes[person_id].add(known[role, kind, object_id])
    others = [pk for pk, own in lanes.items() if not own & {None, relay.lane}]
    return [str(person) for person in Person.objects.filter(pk__in=others)]


def _names(person_ids: list[int]) -> str:
    people = Person.objects.filter(pk__in=person_ids[:NAMED]).order_by("full_name")
    return ", ".join(map(str, people)) + (", \N{HORIZONTAL ELLIPSIS}" if person_ids[NAMED:] else "")
