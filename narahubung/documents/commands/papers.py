"""A paper of a person is moved on, moved back, and gets its number, date and scan."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.documents import needing, rules
from narahubung.documents.commands.files import attach
from narahubung.documents.entries import PaperMoved, PapersConfirmed
from narahubung.documents.models import DocumentKind, Paper, PaperKind, PaperState
from narahubung.documents.reading import Received
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Party

_PARTICULARS = ("number", "valid_until")


@command
def advance_paper(
    *,
    member_id: int,
    paper: str,
    back: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> str:
    """Move a paper a step on (needed, asked for, received, checked), or back; return its state.

    What is not needed is needed again by a step back. Raises NotYourPapers, NoStepLeft,
    ExpiresTooEarly, Member.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(member_id, paper, by, at)
        old = row.state
        row.state = rules.step(old, -1 if back else 1)
        rules.check_lasts(row.state, row.valid_until, _ends_on(row))
        _save(row, by, at)
        record(_moved(row, old))
    return row.state


@command
def write_paper(
    *,
    member_id: int,
    paper: str,
    to: Mapping[str, Any],
    scan: Received | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write the particulars of a paper; return its number.

    to: state, number, valid_until (a date or None). scan: of `reading.receive(bytes)`. Number, date
    and scan are for those who read members' contacts; of a medicines letter, their care. Raises
    NotYourPapers, NotYourNumbers, SameAsBefore, ExpiresTooEarly, NotAPicture, NotYoursToAttach.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(member_id, paper, by, at)
        if scan is not None or any(name in to for name in _PARTICULARS):
            rules.check_can_read_numbers(paper, row.member.party_id, by)
        old = row.state
        before = (row.state, row.number, row.valid_until)
        for name in ("state", *_PARTICULARS):
            if name in to:
                setattr(row, name, to[name])
        if scan is None and before == (row.state, row.number, row.valid_until):
            raise rules.SameAsBefore
        rules.check_lasts(row.state, row.valid_until, _ends_on(row))
        _save(row, by, at)
        if scan is not None:
            if scan.kind != DocumentKind.PHOTO:
                raise rules.NotAPicture
            about = f"paper_scan:{row.pk}"
            row.document_id = attach(
                party_id=row.member.party_id, about=about, file=scan, by=by, at=at
            )
            row.save(update_fields=["document"])
        record(_moved(row, old))
    return row.pk


@command
def confirm_papers(*, party_id: int, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Say that every paper a party needs is in order, as a list of it says; return how many.

    Those that end within the stay, and those one may not read, stay as they are. Raises
    NotYourPapers, SameAsBefore, Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.SEE_PEOPLE).get(pk=party_id)
        rules.check_can_move(party.pk, by)
        facts = needing.facts_of(by, [party.pk])
        members = Member.objects.visible_to(by).filter(party=party).exclude(certainty="cancelled")
        members = members.select_related("party").in_turn()  # another may touch a paper first
        people = list(members)
        rows = Paper.objects.visible_to(by).filter(member__in=people)
        stand = {(row.member_id, row.kind): row for row in rows.select_for_update(of=("self",))}
        ends = Event.objects.get(pk=party.event_id).ends_on
        fresh, changed = [], []
        for member in people:
            for kind in rules.kinds_for(by, party.pk):
                row = stand.get((member.pk, kind))
                rule = needing.rules()[kind]
                if row is None and rule.needs(member, facts.get(member.pk, set())):
                    fresh.append(
                        _checked(Paper(event=party.event, member=member, kind=kind), by, at)
                    )
                elif row and row.state in rules.UNDER_WAY and not _is_short(row, rule, ends):
                    changed.append(_checked(row, by, at))
        if not fresh and not changed:
            raise rules.SameAsBefore
        Paper.objects.bulk_create(fresh)
        Paper.objects.bulk_update(changed, ["state", "since", "by_name"])
        number = len(fresh) + len(changed)
        record(PapersConfirmed(party_id=party.pk, party=party.code, number=number))
    return number


def _checked(row: Paper, by: Actor, at: datetime) -> Paper:
    row.state, row.since, row.by_name = PaperState.CHECKED.value, at, by.name
    return row


def _is_short(row: Paper, rule: needing.Rule, ends: date | None) -> bool:
    return bool(rule.through_stay and row.valid_until and ends and row.valid_until < ends)


def _row(member_id: int, paper: str, by: Actor, at: datetime) -> Paper:
    """Return the paper, made where nobody has touched it yet; locked. Raises as its callers do."""
    member = Member.objects.visible_to(by).select_related("party").get(pk=member_id)
    rules.check_can_move(member.party_id, by)
    kind = PaperKind(paper)
    if kind == PaperKind.WEAPONS_PERMIT:
        rules.check_can_read_numbers(paper, member.party_id, by)
    Member.objects.select_for_update().get(pk=member_id)  # two may touch it first at once
    found = Paper.objects.filter(member=member, kind=kind).first()
    if found is None:
        facts = needing.facts_of(by, [member.party_id]).get(member.pk, set())
        is_needed = needing.rules()[kind].needs(member, facts)
        state = PaperState.NEEDED if is_needed else PaperState.NOT_NEEDED
        found = Paper(event_id=member.event_id, kind=kind.value, state=state.value, since=at)
    found.member = member
    return found


def _save(row: Paper, by: Actor, at: datetime) -> None:
    row.since, row.by_name = at, by.name
    row.save()


def _ends_on(row: Paper) -> Any:
    if not needing.rules()[row.kind].through_stay:
        return None
    return Event.objects.get(pk=row.event_id).ends_on


def _moved(row: Paper, old: str) -> PaperMoved:
    return PaperMoved(
        paper_id=row.pk,
        party_id=row.member.party_id,
        member=row.member.full_name,
        paper=row.kind,
        old=old,
        new=row.state,
    )
