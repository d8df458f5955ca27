"""An occasion is chosen for an item, what it brought is edited, and the choice is taken back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.programme.commands import Line, write_cues
from narahubung.programme.models import CueRole, Item
from narahubung.protocol import entries
from narahubung.protocol.models import Occasion, OccasionCheck, OccasionText, TextKind
from narahubung.protocol.occasion_library import VERSION, OccasionKind, told
from narahubung.protocol.rules import occasions as rules


@command
def choose_occasion(
    *, item_id: int, occasion: str, by: Actor, at: datetime, key: UUID | None = None
) -> Occasion:
    """Choose an occasion for an item: its steps go into the run of show, texts and checks beside.

    Steps are written in the language in force, as everything in a run of show is. Raises
    NotYourOccasions, NoSuchOccasion, OccasionStands, ItemCannotHaveIt, NotYourProgramme,
    TooManyLines; Item.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        kind = rules.kind_of(occasion)
        item = Item.objects.filter(private_of=None).for_change(by, item_id)
        rules.check_can_choose(item, Occasion.objects.filter(item=item).first())
        row = Occasion.objects.create(
            event_id=item.event_id,
            item=item,
            code=kind.code,
            version=VERSION,
            shape=kind.shape,
            order=kind.order,
            seats=told(kind.seats),
            cues=_cues(item, kind, by, at),
            chosen_at=at,
            chosen_by_name=by.name,
        )
        _bring(row, kind)
        record(
            entries.OccasionChosen(
                **about(row),
                steps=len(kind.steps),
                texts=len(kind.texts),
                checks=len(kind.checks),
            )
        )
    return row


@command
def take_back_occasion(
    *, item_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> tuple[int, int]:
    """Take the choice back; return how many lines of the run of show went with it, and stayed.

    A line stays that was edited or given meanwhile. Raises NotYourOccasions, NotYourProgramme;
    Occasion.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        row = Occasion.objects.visible_to(by).select_for_update(of=("self",)).get(item_id=item_id)
        there = row.item.cues.filter(pk__in=list(row.cues))
        own = [cue.pk for cue in there if not cue.actual_at and cue.text == row.cues[str(cue.pk)]]
        kept = len(there) - len(own)
        if own:
            write_cues(item_id=item_id, lines=[], removed=own, by=by, at=at)
        told_of = about(row)
        row.delete()
        record(entries.OccasionTakenBack(**told_of, kept=kept))
    return len(own), kept


@command
def set_occasion(
    *,
    item_id: int,
    shape: str,
    order: str = "",
    seats: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say which room shape and order it has, and who sits where in words.

    Raises NotYourOccasions, NoSuchShape; Occasion.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        rules.check_shape(shape)
        row = Occasion.objects.visible_to(by).select_for_update(of=("self",)).get(item_id=item_id)
        row.shape, row.order, row.seats = shape, order[:60], seats.strip()[:400]
        row.save(update_fields=["shape", "order", "seats"])
        record(entries.OccasionWritten(**about(row), what="frame"))


@command
def write_occasion_text(
    *,
    item_id: int,
    kind: str,
    text_id: str,
    text_en: str,
    unsure: bool = False,
    occasion_text_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Add a text to the occasion of an item, or write one anew.

    Raises NotYourOccasions, NothingWritten; Occasion.DoesNotExist, OccasionText.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        rules.check_words(text_id, text_en)
        row = Occasion.objects.visible_to(by).select_for_update(of=("self",)).get(item_id=item_id)
        values = {
            "kind": kind if kind in TextKind else TextKind.NOTE.value,
            "text_id": text_id.strip(),
            "text_en": text_en.strip(),
            "unsure": unsure,
        }
        if occasion_text_id is None:
            OccasionText.objects.create(event_id=row.event_id, occasion=row, **values)
        else:
            one = row.texts.get(pk=occasion_text_id)
            _write(one, values)
        record(entries.OccasionWritten(**about(row), what="text"))


@command
def drop_occasion_text(
    *, occasion_text_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take a text out. Raises NotYourOccasions; OccasionText.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        row = OccasionText.objects.for_change(by, occasion_text_id)
        row.delete()
        record(entries.OccasionWritten(**about(row.occasion), what="text"))


@command
def write_occasion_check(
    *,
    item_id: int,
    minutes: int,
    role: str,
    text_id: str,
    text_en: str,
    occasion_check_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Add a check to the occasion of an item, or write one anew: what was looked at is then open.

    minutes: from the start of the item, negative before it. Raises NotYourOccasions,
    NothingWritten; Occasion.DoesNotExist, OccasionCheck.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        rules.check_words(text_id, text_en)
        row = Occasion.objects.visible_to(by).select_for_update(of=("self",)).get(item_id=item_id)
        values: dict[str, Any] = {
            "minutes": minutes,
            "role": role if role in CueRole else CueRole.PROTOCOL.value,
            "text_id": text_id.strip(),
            "text_en": text_en.strip(),
        }
        if occasion_check_id is None:
            OccasionCheck.objects.create(event_id=row.event_id, occasion=row, **values)
        else:
            one = row.checks.get(pk=occasion_check_id)
            nobody = {"checked_by_name": "", "rechecked_by_name": ""}
            _write(one, {**values, **nobody, "checked_at": None, "rechecked_at": None})
        record(entries.OccasionWritten(**about(row), what="check"))


@command
def drop_occasion_check(
    *, occasion_check_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take a check out. Raises NotYourOccasions; OccasionCheck.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        row = OccasionCheck.objects.for_change(by, occasion_check_id)
        row.delete()
        record(entries.OccasionWritten(**about(row.occasion), what="check"))


def about(row: Occasion) -> dict[str, Any]:
    """Return what every entry about an occasion says of it."""
    return {
        "item_id": row.item_id,
        "title": row.item.title_en,
        "title_id": row.item.title_id,
        "occasion": row.code,
        "party_ids": sorted(row.item.attending.values_list("pk", flat=True)),
    }


def _cues(item: Item, kind: OccasionKind, by: Actor, at: datetime) -> dict[str, str]:
    """Write the steps into the run of show; return the new lines with their words."""
    before = set(item.cues.values_list("pk", flat=True))
    assert item.starts_at is not None  # noqa: S101 -- asked by check_can_choose
    lines = [
        Line(
            at=item.starts_at + timedelta(minutes=step.minutes),
            text=told(step.text),
            minutes=step.lasts,
            role=step.role,
        )
        for step in kind.steps
    ]
    write_cues(item_id=item.pk, lines=lines, by=by, at=at)
    return {str(cue.pk): cue.text for cue in item.cues.exclude(pk__in=before)}


def _bring(row: Occasion, kind: OccasionKind) -> None:
    OccasionText.objects.bulk_create(
        OccasionText(
            event_id=row.event_id,
            occasion=row,
            kind=one.kind,
            text_id=one.text.id,
            text_en=one.text.en,
            unsure=one.unsure,
        )
        for one in kind.texts
    )
    OccasionCheck.objects.bulk_create(
        OccasionCheck(
            event_id=row.event_id,
            occasion=row,
            minutes=one.minutes,
            role=one.role,
            text_id=one.text.id,
            text_en=one.text.en,
            unsure=one.unsure,
        )
        for one in kind.checks
    )


def _write(row: OccasionText | OccasionCheck, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
