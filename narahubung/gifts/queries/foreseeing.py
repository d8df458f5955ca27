"""What would follow of a gift that is being written down, or bought: rules, days, offence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.gifts.knowing import Terms, reporters, terms_of
from narahubung.gifts.law import (
    Case,
    Hint,
    Judgement,
    Version,
    hints_for,
    judge,
    limits_for,
    version_on,
)
from narahubung.gifts.models import Direction, GiftReporter
from narahubung.gifts.queries.register import shown, unconfirmed_said
from narahubung.gifts.rules.deadlines import Deadlines, Stage, deadlines
from narahubung.gifts.rules.declaring import Answers
from narahubung.gifts.rules.keeping import first_state
from narahubung.kit.actor import Actor
from narahubung.knowledge.queries import briefing_of
from narahubung.parties.models import Party


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What follows by what is known so far. judgement: None while nobody chose what it is.

    limit: up to which value it need not be reported, or may be kept; "" for none. hints, home: of
    what the host gives: what offends, what the guest may accept. avoid: of the guest's briefing.
    """

    judgement: Judgement | None
    version: str
    due: Deadlines
    unconfirmed: str
    limit: str
    hints: Sequence[Hint]
    home: Sequence[str]
    avoid: str
    party_code: str

    @property
    def last(self) -> date | None:
        """Return the day until which it would be due."""
        return self.due.last


def foreseen(*, asked: Answers, event: Event, by: Actor, at: datetime) -> Foreseen:
    """Return what would follow if it were received now. Four queries, five with a party."""
    today = at.astimezone(ZoneInfo(event.zone)).date()
    version, terms = version_on(today), terms_of(event.pk)
    given = asked.direction == Direction.GIVEN
    found, due = None, Deadlines()
    employment = asked.employment or _own_employment(event, by)
    if asked.kind and not given:
        case = Case(
            direction=asked.direction,
            kind=asked.kind,
            recipient=asked.recipient_kind,
            outcome=asked.outcome,
            employment=employment,
            setting=asked.setting,
            is_general=asked.is_general,
        )
        found = judge(case, version, terms.house)
        stage = Stage(received_on=today, state=first_state(asked.outcome))
        due = deadlines(
            found, stage, version, terms.days, today=today, hand_in_days=terms.hand_in_days
        )
    party = None
    if asked.party is not None:
        party = Party.objects.filter(pk=asked.party, event=event).first()
    alpha2 = party.iso_alpha2 if party else ""
    represents = party.represents if party else ""
    return Foreseen(
        judgement=found,
        version=version.name,
        due=due,
        unconfirmed=unconfirmed_said(due),
        limit=_limit(found, asked.setting, version, terms),
        hints=hints_for(item=asked.item, iso_alpha2=alpha2) if given else [],
        home=limits_for(iso_alpha2=alpha2, organisation=represents) if given else [],
        avoid=_avoid(party, by),
        party_code=party.code if party and Right.SEE_PLACES in by.everywhere | by.within else "",
    )


def receivers(*, event: Event, by: Actor, at: datetime) -> list[tuple[int, str]]:
    """Return for whom who keeps the register may declare: all who serve. One query."""
    people = reporters(event.pk, at).items()
    return sorted((one for one in people if one[0] != by.person_id), key=lambda one: one[1])


def _own_employment(event: Event, by: Actor) -> str:
    rows = GiftReporter.objects.filter(event=event, person_id=by.person_id or 0)
    return rows.values_list("employment", flat=True).first() or ""


def _limit(found: Judgement | None, setting: str, version: Version, terms: Terms) -> str:
    if found is None:
        return ""
    if found.result in {"house_declare", "house_keep"}:
        return shown(str(terms.limit_idr), "IDR")
    limit = version.limits.get(setting) if found.result == "unvalued" else None
    return shown(str(limit.each_idr), "IDR") if limit else ""


def _avoid(party: Party | None, by: Actor) -> str:
    if party is None or not by.may_for(Right.SEE_BRIEFING, party.pk):
        return ""
    briefing = briefing_of(by=by, party_id=party.pk)
    return briefing.avoid if briefing else ""
