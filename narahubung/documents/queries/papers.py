"""Which papers people have, and which one is missing, cut to who asks."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.documents import needing, rules
from narahubung.documents.models import Paper, PaperKind, PaperState
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.parties.models import Member, Party
from narahubung.parties.queries import PartyMark, mark_of

RED, AMBER, GREEN, NIL = "alarm", "tight", "done", ""
_WORST = (RED, AMBER, GREEN, NIL)


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One paper of one person. colour: alarm, tight, done, or "" where none is needed.

    number, valid_until, document_id: empty for who may not read them. ends_early: it is not good
    until the event ends. may_read: number, date and scan are his to read and write.
    """

    kind: str
    kind_word: str
    state: str
    state_word: str
    colour: str
    due_on: date
    is_overdue: bool
    ends_early: bool
    number: str
    valid_until: date | None
    document_id: int | None
    since: datetime | None
    by_name: str
    may_read: bool
    paper_id: int | None

    @property
    def is_missing(self) -> bool:
        """Tell whether it is needed and not in order."""
        return self.colour in {RED, AMBER}


@dataclass(frozen=True, kw_only=True)
class PersonPapers:
    """One person and the papers, in the order of kinds. worst: the one to name."""

    member_id: int
    name: str
    role: str
    party: PartyMark
    lines: tuple[PaperLine, ...]

    @property
    def worst(self) -> PaperLine | None:
        """Return the missing paper that hurts most: overdue first, then by its day."""
        missing = [line for line in self.lines if line.is_missing]
        return min(missing, key=_urgency, default=None)

    @property
    def colour(self) -> str:
        """Return the colour of the worst paper."""
        colours = [line.colour for line in self.lines]
        return next((colour for colour in _WORST if colour in colours), NIL)


@dataclass(frozen=True, kw_only=True)
class MissingPaper:
    """A person and one paper that is not in order."""

    person: PersonPapers
    line: PaperLine


@dataclass(frozen=True, kw_only=True)
class PapersOf:
    """How far the papers of a party are: how many of how many needed ones are in order."""

    done: int
    of: int
    missing: tuple[MissingPaper, ...]

    @property
    def worst(self) -> MissingPaper | None:
        """Return what to name first."""
        return self.missing[0] if self.missing else None


def papers_of(
    *, by: Actor, at: datetime, party_ids: Collection[int] | None = None
) -> list[PersonPapers]:
    """Return the people one may see with their papers, by party and name. Four queries or so.

    party_ids: of these parties alone.
    """
    event = Event.objects.get(pk=by.here)
    members = Member.objects.visible_to(by).exclude(certainty="cancelled")
    if party_ids is not None:
        members = members.filter(party__in=party_ids)
    people = list(members.select_related("party").order_by("party__code", "full_name"))
    parties = {member.party_id for member in people}
    facts = needing.facts_of(by, parties)
    kept: dict[int, dict[str, Paper]] = defaultdict(dict)
    for paper in Paper.objects.visible_to(by).filter(member__party__in=parties):
        kept[paper.member_id][paper.kind] = paper
    today = at.astimezone(zone(event.zone)).date()
    return [
        PersonPapers(
            member_id=member.pk,
            name=member.full_name,
            role=member.role,
            party=mark_of(member.party),
            lines=tuple(
                _line(event, member, kind, kept[member.pk].get(kind), facts, by, today)
                for kind in rules.kinds_for(by, member.party_id)
            ),
        )
        for member in people
    ]


def person_papers(*, member_id: int, by: Actor, at: datetime) -> PersonPapers:
    """Return one person with the papers. Raises Member.DoesNotExist."""
    member = Member.objects.visible_to(by).get(pk=member_id)
    people = papers_of(by=by, at=at, party_ids=[member.party_id])
    found = next((one for one in people if one.member_id == member_id), None)
    if found is None:
        raise Member.DoesNotExist
    return found


def readiness(
    *, by: Actor, at: datetime, party_ids: Collection[int] | None = None
) -> dict[int, PapersOf]:
    """Return how far the papers of each party are, the worst missing one first."""
    people: dict[int, list[PersonPapers]] = defaultdict(list)
    for person in papers_of(by=by, at=at, party_ids=party_ids):
        people[person.party.id].append(person)
    return {pk: _summed(found) for pk, found in people.items()}


def missing_papers(*, by: Actor, at: datetime, kind: str = "") -> list[MissingPaper]:
    """Return every paper of the event that is not in order, overdue first, then by its day."""
    found = _summed(papers_of(by=by, at=at)).missing
    return [one for one in found if not kind or one.line.kind == kind]


def party_for_papers(*, code: str, by: Actor) -> Party:
    """Return a party whose people one may see. Raises Party.DoesNotExist."""
    return Party.objects.visible_to(by, Right.SEE_PEOPLE).get(code=code)


def _summed(people: list[PersonPapers]) -> PapersOf:
    lines = [(person, line) for person in people for line in person.lines if line.colour]
    missing = [MissingPaper(person=person, line=line) for person, line in lines if line.is_missing]
    missing.sort(key=lambda one: (*_urgency(one.line), one.person.party.code, one.person.name))
    return PapersOf(done=len(lines) - len(missing), of=len(lines), missing=tuple(missing))


def _urgency(line: PaperLine) -> tuple[Any, ...]:
    return (not line.is_overdue, line.colour != RED, line.due_on)


def _line(
    event: Event,
    member: Member,
    kind: str,
    row: Paper | None,
    facts: dict[int, set[str]],
    by: Actor,
    today: date,
) -> PaperLine:
    rule = needing.rules()[kind]
    is_needed = rule.needs(member, facts.get(member.pk, set()))
    state = row.state if row else (PaperState.NEEDED if is_needed else PaperState.NOT_NEEDED).value
    begins = event.starts_on or today
    due_on = begins - timedelta(days=rule.due_days)
    may_read = rules.may_read_numbers(kind, member.party_id, by)
    until = row.valid_until if row else None
    early = bool(rule.through_stay and until and event.ends_on and until < event.ends_on)
    is_open = state not in {PaperState.CHECKED, PaperState.NOT_NEEDED}
    overdue = is_open and due_on < today
    return PaperLine(
        kind=kind,
        kind_word=str(PaperKind(kind).label),
        state=state,
        state_word=str(PaperState(state).label),
        colour=_colour(state, overdue=overdue, early=early),
        due_on=due_on,
        is_overdue=overdue,
        ends_early=early and state != PaperState.NOT_NEEDED,
        number=row.number if row and may_read else "",
        valid_until=until if may_read else None,
        document_id=row.document_id if row and may_read else None,
        since=row.since if row else None,
        by_name=row.by_name if row else "",
        may_read=may_read,
        paper_id=row.pk if row else None,
    )


def _colour(state: str, *, overdue: bool, early: bool) -> str:
    if state == PaperState.NOT_NEEDED:
        return NIL
    if early or (overdue and state != PaperState.RECEIVED):
        return RED
    if state == PaperState.CHECKED:
        return GREEN
    return RED if state == PaperState.NEEDED else AMBER
