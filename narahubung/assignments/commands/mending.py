"""The roster of one party is mended in one act, with its lead and deputy; and taken back."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.assignments import entries
from narahubung.assignments.commands.adopting import Adopting, tell_each
from narahubung.assignments.commands.attaching import end
from narahubung.assignments.commands.rostering import head
from narahubung.assignments.mending import last_mending, mending_of
from narahubung.assignments.models import Attachment, Duty, DutyState
from narahubung.assignments.rules import mending as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.parties.models import Officer, Party


@command
def mend_party(
    *,
    party_id: int,
    homes: Mapping[str, int],
    seen_at: datetime,
    digest: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Adopt the mended roster of a party; return how many duties changed.

    homes: the officer for each empty place; seen_at, digest: when the person saw it, and of what
    (see `mending.Mending`). The engine works before the act, so nobody waits for it.
    Raises LookAgain, OutOfDate, DoesNotCome; Party.DoesNotExist.
    """
    event = Event.objects.get(pk=by.here)
    party = Party.objects.visible_to(by).get(pk=party_id)
    codes = Officer.objects.visible_to(by).filter(pk__in=homes.values())
    names = dict(codes.values_list("pk", "code"))
    wanted = {place: names[pk] for place, pk in homes.items() if pk in names}
    try:
        found = mending_of(event, party, wanted, at=seen_at)
    except KeyError as no:
        raise rules.DoesNotCome(party=party.code) from no
    rules.check_seen(seen_at, at, is_same=found.digest == digest)
    with act(by=by, at=at, key=key) as record:
        adopting = Adopting(event, found.problem, found.plan, record, by, at)
        adopting.do()
        record(
            entries.PartyMended(
                party_id=party.pk,
                party_code=party.code,
                made=[row.pk for row in adopting.made],
                gone=[row.pk for row in adopting.gone],
                places=[row.pk for row in adopting.homes],
                officers=len({row.officer_id for row in (*adopting.made, *adopting.gone)}),
            )
        )
    return len(adopting.made) + len(adopting.gone)


@command
def take_back_mending(*, party_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let stand again what stood before the last mending; all of it or nothing.

    Raises CannotTakeBack; Party.DoesNotExist.
    """
    party = Party.objects.visible_to(by).get(pk=party_id)
    last = last_mending(party=party, by=by, at=at)
    if last is None:
        raise rules.CannotTakeBack
    with act(by=by, at=at, key=key) as record:
        officers = Officer.objects.visible_to(by).order_by("pk").select_for_update(of=("self",))
        known = {officer.pk: officer for officer in officers}
        rows = Duty.objects.visible_to(by).select_related("party", "event").order_by("pk")
        made, gone = (list(rows.filter(pk__in=numbers)) for numbers in (last.made, last.gone))
        places = Attachment.objects.visible_to(by).select_related("party", "officer", "reach")
        homes = list(places.filter(pk__in=last.places))
        rules.check_untouched(made, gone, homes, at)
        why = in_both(lambda: _("The mending was taken back."))
        for row in made:
            row.officer, row.state, row.why = known[row.officer_id], DutyState.CANCELLED, why
            row.save(update_fields=["state", "why"])
            record(entries.DutyCancelled(**head(row), why=why))
        for row in gone:
            row.officer, row.state, row.why = known[row.officer_id], DutyState.PLANNED, ""
            rules.check_can_return(row)
            row.save(update_fields=["state", "why"])
            record(entries.DutyPlanned(**head(row)))
        for home in homes:
            end(home, "", record, at=at, drops_duties=False)
        tell_each(known.values(), made=gone, gone=made, record=record)
        record(entries.MendingTakenBack(party_id=party.pk, party_code=party.code))
