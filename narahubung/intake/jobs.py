"""Reading and taking in, in the background. Each job may be run again after a crash."""

from collections.abc import Callable
from datetime import datetime

from django.db import OperationalError
from django.utils.translation import gettext, override
from django_tasks import task

from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Event, Person
from narahubung.intake import commands, keeping
from narahubung.intake.comparing import compare
from narahubung.intake.difference import Difference
from narahubung.intake.models import Import, ImportState
from narahubung.intake.progress import note
from narahubung.intake.reading import FileRefused, read_book
from narahubung.intake.rules import FileIsGone, MayNotTakeIn, check_can_take_in, check_is_as_shown
from narahubung.journal.acting import AlreadyDone
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal


@task()
def read_list(import_id: int) -> None:
    """Read a brought list and lay the difference ready."""
    row = Import.objects.select_related("event", "by").get(pk=import_id)
    if row.state != ImportState.READING:
        return
    with override(row.by.language if row.by else None):
        try:
            difference, event = _compared(row, at=clock.now())
        except Refusal as refusal:
            _fail(row, refusal, at=clock.now())
            return
        except Exception:
            _break(row)
            raise
    ready = {
        "state": ImportState.READY.value,
        "event": row.event or event,
        "progress": 100,
        "doing": "",
        "staging": {**difference.staged(), "sight": difference.seal_of_sight()},
    }
    note(row.pk, at=clock.now(), was=ImportState.READING, to=ready)


@task()
def take_in_list(import_id: int, leave_out: bool = False) -> None:  # noqa: FBT001, FBT002 -- JSON
    """Read and compare once more, and take it in if it is still what the person was shown."""
    row = Import.objects.select_related("event", "by").get(pk=import_id)
    if row.state != ImportState.APPLYING:
        return
    with override(row.by.language if row.by else None):
        try:
            difference, event = _compared(row, at=clock.now())
            check_is_as_shown(row, difference)
            note(row.pk, at=clock.now(), to={"progress": 95, "doing": "storing"})
            commands.take_in(
                difference=difference,
                file_name=row.file_name,
                digest=row.digest,
                size=row.size,
                import_id=row.pk,
                leave_out=leave_out,
                by=_actor(row, event, at=clock.now()),
                at=clock.now(),
            )
        except AlreadyDone:
            return
        except Refusal as refusal:
            _fail(row, refusal, at=clock.now())
            return
        except Exception:
            _break(row)
            raise
    note(row.pk, at=clock.now(), to={"progress": 100})


def _compared(row: Import, *, at: datetime) -> tuple[Difference, Event | None]:
    body = keeping.kept(row.pk)
    if body is None:
        raise FileIsGone
    tell = _telling(row.pk)
    tell(5, "reading")
    book = read_book(body)
    tell(25, "comparing")
    difference, event = compare(book, slug=row.event.slug if row.event else "", tell=tell)
    if row.event is None and event is not None:
        # A list brought to make an event may be about one that exists: then its rights count.
        check_can_take_in(_actor(row, event, at=at), event, at=at)
    return difference, event


def _telling(import_id: int) -> Callable[[int, str], None]:
    told = [-10]

    def tell(percent: int, doing: str) -> None:
        if percent - told[0] < 5:
            return
        told[0] = percent
        try:
            note(import_id, at=clock.now(), to={"progress": percent, "doing": doing})
        except OperationalError:  # a busy database must not stop the work for a progress bar
            return

    return tell


def _actor(row: Import, event: Event | None, *, at: datetime) -> Actor:
    """Return who brought it, with what he may do at this moment."""
    person = Person.objects.filter(pk=row.by_id).first() if row.by_id else None
    if person is None:
        raise MayNotTakeIn
    return actor_of(person, event_id=event.pk if event else None, at=at, door="job")


def _fail(row: Import, refusal: Refusal, *, at: datetime) -> None:
    advice = "" if isinstance(refusal, FileRefused) else str(refusal.advice)
    trouble = " ".join(part for part in (str(refusal), advice) if part)
    _failed(row, trouble, at=at)


def _break(row: Import) -> None:
    """Say that it is our fault: nobody should wait for a list that will not come."""
    trouble = gettext("Something broke on our side. Nothing was taken in; please try once more.")
    _failed(row, trouble, at=clock.now())


def _failed(row: Import, trouble: str, *, at: datetime) -> None:
    failed = {"state": ImportState.FAILED.value, "trouble": trouble, "doing": ""}
    note(row.pk, at=at, was=ImportState(row.state), to=failed)
