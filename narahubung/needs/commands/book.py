"""What is done in a desk's book: written, ended, matched, taken back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Reach, TieKind
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.needs.commands.asking import raise_need
from narahubung.needs.entries import book as entries
from narahubung.needs.models import BookEntry, BookKind
from narahubung.needs.rules import book as rules
from narahubung.parties.models import Department, Party


@command
def write_line(
    *,
    department_id: int,
    book_kind: str,
    text: str,
    who: str = "",
    party_id: int | None = None,
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write a line into a desk's book; return its number. A request becomes a need of the party.

    Raises NotYourDesk, NothingWritten, WhichParty, WhenToCall, TimeIsOver, WhomToCall;
    Department.DoesNotExist, Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        department = Department.objects.visible_to(by).get(pk=department_id)
        rules.check_desk(department.pk, by)
        party = None
        if party_id is not None:
            party = Party.objects.visible_to(by).get(pk=party_id)
        rules.check_line(book_kind, text, who, party, due_at, at)
        line = BookEntry(
            event_id=department.event_id,
            department=department,
            party=party,
            kind=BookKind(book_kind).value,
            text=text.strip()[:500],
            who=who.strip()[:120],
            by_name=by.name,
            at=at,
            due_at=due_at,
        )
        if line.kind == BookKind.REQUEST and party is not None:
            words = f"{line.text} ({line.who})" if line.who else line.text
            line.need_id = raise_need(
                party_id=party.pk, text=words, department_id=department.pk, by=by, at=at
            )
        line.save()
        record(
            entries.BookLineWritten(
                party_id=line.party_id,
                line_id=line.pk,
                department_id=department.pk,
                book_kind=line.kind,
                text=line.text or line.who,
            )
        )
    return line.pk


@command
def end_line(*, line_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that a line is done: the key is back, the call was made, the owner has his thing.

    Raises NotYourDesk, LineIsOver, IsARequest; BookEntry.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        line = _open_line(line_id, by)
        _end(line, by, at)
        record(_ended(line))


@command
def note_unanswered(*, line_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that a wake-up call was made and nobody answered; it stays due.

    Raises NotYourDesk, LineIsOver, NotACall; BookEntry.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        line = _open_line(line_id, by)
        rules.check_call(line)
        line.tries += 1
        line.save(update_fields=["tries"])
        record(
            entries.CallUnanswered(
                party_id=line.party_id,
                line_id=line.pk,
                department_id=line.department_id,
                book_kind=line.kind,
                tries=line.tries,
            )
        )


@command
def match_lines(
    *, line_id: int, found_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that what was lost is what was found: both lines are done.

    Raises NotYourDesk, LineIsOver, NoMatch; BookEntry.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        lost, found = _open_line(line_id, by), _open_line(found_id, by)
        rules.check_match(lost, found)
        lost.match = found
        for line in (lost, found):
            _end(line, by, at)
            record(_ended(line))


@command
def take_back_line(*, line_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Undo one's own slip: a line that was ended is open again, an open one is gone.

    What was matched with it is open again, too.
    Raises NotYourDesk, IsARequest, TooLateToTakeBack; BookEntry.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        line = BookEntry.objects.for_change(by, line_id)
        rules.check_desk(line.department_id, by)
        rules.check_take_back(line, by, at)
        pair = [line]
        if line.ended_at is None:
            line.removed = True
        else:
            pair += [row for row in (line.match, line.matches.first()) if row]
            for row in pair:
                row.ended_at, row.ended_by, row.match = None, "", None
        for row in pair:
            row.save(update_fields=["removed", "ended_at", "ended_by", "match"])
            record(
                entries.BookLineTakenBack(
                    party_id=row.party_id,
                    line_id=row.pk,
                    department_id=row.department_id,
                    book_kind=row.kind,
                    removed=row.removed,
                )
            )


@command
def tell_late_calls(
    *, line_ids: Sequence[int], by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell the desk of wake-up calls whose time went by; each once.

    At least one of them must still be due.
    """
    with act(by=by, at=at, key=key) as record:
        rows = BookEntry.objects.visible_to(by).filter(pk__in=line_ids, told_at=None, ended_at=None)
        for line in rows.select_for_update().order_by("pk"):
            line.told_at = at
            line.save(update_fields=["told_at"])
            desk = Reach.objects.in_force(at).filter(
                event_id=line.event_id, kind=TieKind.DEPARTMENT, object_id=line.department_id
            )
            record(
                entries.CallOverdue(
                    party_id=line.party_id,
                    line_id=line.pk,
                    department_id=line.department_id,
                    book_kind=line.kind,
                ),
                tell=sorted(set(desk.values_list("person_id", flat=True))),
            )


def _open_line(line_id: int, by: Actor) -> BookEntry:
    line = BookEntry.objects.for_change(by, line_id)
    rules.check_desk(line.department_id, by)
    rules.check_open(line)
    return line


def _end(line: BookEntry, by: Actor, at: datetime) -> None:
    line.ended_at, line.ended_by = at, by.name
    line.save(update_fields=["ended_at", "ended_by", "match"])


def _ended(line: BookEntry) -> entries.BookLineEnded:
    return entries.BookLineEnded(
        party_id=line.party_id,
        line_id=line.pk,
        department_id=line.department_id,
        book_kind=line.kind,
        text=line.text or line.who,
    )
