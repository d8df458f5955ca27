"""One declaration: what was told, and told again; who had it; what follows; what one may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from narahubung.accounts.models import Event, Person
from narahubung.accounts.roles import Right
from narahubung.gifts.knowing import keepers
from narahubung.gifts.law import Hint, hints_for, limits_for, setting_words
from narahubung.gifts.models import Declaration, DeclarationText, Direction, Whereabout
from narahubung.gifts.queries.register import Line, lines_of, sees_value, shown
from narahubung.gifts.rules.declaring import Told, is_keeper, is_own
from narahubung.gifts.words import (
    BASES,
    DECISIONS,
    EMPLOYMENTS,
    KINDS,
    LABELS,
    OUTCOMES,
    WHOM,
)
from narahubung.journal import reading
from narahubung.kit.actor import Actor
from narahubung.kit.files import path_of

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """One text as it was told. rows: what changed against the one before, else all; label, value.

    sealed: value, basis and chronology, only for whom they are.
    """

    id: int
    version: int
    why: str
    by: str
    at: datetime
    has_photo: bool
    rows: Sequence[tuple[str, str]]
    sealed: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class CustodyLine:
    """One hand-over. is_signed: both have."""

    id: int
    from_name: str
    to_name: str
    kept_at: str
    paper: str
    given_at: datetime
    taken_at: datetime | None
    ended_at: datetime | None
    can_take: bool
    can_end: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A declaration with everything this person may know and do."""

    line: Line
    texts: Sequence[TextLine]
    custody: Sequence[CustodyLine]
    history: Sequence[reading.Line]
    takers: Sequence[tuple[int, str]]
    hints: Sequence[Hint]
    limits: Sequence[str]
    upg_number: str
    decision_word: str
    decision_number: str
    can_correct: bool
    can_give: bool
    can_place: bool
    can_send: bool
    can_decide: bool
    can_draft: bool


def sheet(*, declaration_id: int, event: Event, by: Actor, at: datetime) -> Sheet:
    """Return the sheet of one declaration. Raises Declaration.DoesNotExist."""
    rows = Declaration.objects.visible_to(by).select_related("party")
    row = rows.get(pk=declaration_id)
    line = lines_of([row], event=event, by=by, at=at)[0]
    own, keeps = is_own(row, by), is_keeper(by)
    custody = [_custody(one, by) for one in row.custodies.order_by("pk")]
    offered = any(one.taken_at is None and one.ended_at is None for one in custody)
    holds = row.holder_id == by.person_id or (row.holder_id is None and keeps)
    given = row.direction == Direction.GIVEN
    gone = row.state == Whereabout.REFUSED or (given and row.state == Whereabout.HANDED)
    may_give = holds and not offered and not gone
    alpha2 = row.party.iso_alpha2 if row.party else ""
    represents = row.party.represents if row.party else ""
    writes = own or keeps
    return Sheet(
        line=line,
        texts=_texts(row, by),
        custody=custody,
        history=_history(row, by),
        takers=takers(row, at, by) if may_give else [],
        hints=hints_for(item=line.item, iso_alpha2=alpha2) if given else [],
        limits=limits_for(iso_alpha2=alpha2, organisation=represents) if given else [],
        upg_number=row.upg_number,
        decision_word=str(DECISIONS[row.decision]),
        decision_number=row.decision_number,
        can_correct=writes and (own or by.may(Right.SEE_GIFT_VALUES)),
        can_give=may_give,
        can_place=keeps and row.state != Whereabout.REFUSED,
        can_send=writes and not given and row.kpk_on is None,
        can_decide=keeps and row.kpk_on is not None and row.decided_on is None,
        can_draft=writes and not given and sees_value(row, by),
    )


def takers(row: Declaration, at: datetime, by: Actor) -> list[tuple[int, str]]:
    """Return who may take it into custody: who keeps the register, and who received it."""
    ids = {*keepers(row.event_id, at), row.person_id} - {by.person_id}
    people = Person.objects.filter(pk__in=[one for one in ids if one])
    return sorted(((one.pk, str(one)) for one in people), key=lambda one: one[1])


def told_of(*, declaration_id: int, by: Actor) -> tuple[Told, DeclarationText]:
    """Return the newest text as it was told, to correct it. Raises Declaration.DoesNotExist.

    Only for who reads its value: a correction repeats it.
    """
    row = Declaration.objects.visible_to(by).get(pk=declaration_id)
    text = row.texts.order_by("-version").first()
    if text is None or not sees_value(row, by):
        raise Declaration.DoesNotExist
    names = set(Told.__dataclass_fields__) - {"direction"}
    told: dict[str, Any] = {name: getattr(text, name) for name in names}
    return Told(direction=row.direction, **told), text


def photo_of(*, declaration_id: int, text_number: int, by: Actor) -> Path:
    """Return the photo of a text. Raises Declaration.DoesNotExist."""
    row = Declaration.objects.visible_to(by).get(pk=declaration_id)
    text = row.texts.filter(version=text_number).exclude(photo="").first()
    path = path_of(text.photo) if text else None
    if path is None or not path.exists():
        raise Declaration.DoesNotExist
    return path


def _history(row: Declaration, by: Actor) -> list[reading.Line]:
    found = reading.readable(
        topics=[f"declaration:{row.pk}"],
        kinds_wanted=[kind for kind in reading.kinds() if kind.startswith("gifts.")],
        since=_LONG_AGO,  # recorded, not told: a phone may have brought it late
        by=by,
    )
    return [line for line, _entry in found]


def _custody(row: Any, by: Actor) -> CustodyLine:
    waits = row.taken_at is None and row.ended_at is None
    return CustodyLine(
        id=row.pk,
        from_name=row.from_name,
        to_name=row.to_name,
        kept_at=row.kept_at,
        paper=row.paper,
        given_at=row.given_at,
        taken_at=row.taken_at,
        ended_at=row.ended_at,
        can_take=waits and row.to_person_id == by.person_id,
        can_end=waits and row.from_person_id == by.person_id,
    )


def _texts(row: Declaration, by: Actor) -> list[TextLine]:
    may, given = sees_value(row, by), row.direction == Direction.GIVEN
    found = row.texts.order_by("version")
    lines: list[TextLine] = []
    before: dict[str, str] = {}
    sealed_before: dict[str, str] = {}
    for text in found if may else found.defer(*DeclarationText.sealed):
        rows, sealed = _rows(text, given=given), _sealed(text) if may else {}
        lines.append(
            TextLine(
                id=text.pk,
                version=text.version,
                why=text.why,
                by=text.by_name,
                at=text.at,
                has_photo=bool(text.photo),
                rows=_new(rows, before),
                sealed=_new(sealed, sealed_before),
            )
        )
        before, sealed_before = rows, sealed
    return lines[::-1]


def _new(rows: dict[str, str], before: dict[str, str]) -> list[tuple[str, str]]:
    """Return what is told; of a correction only what is different."""
    return [
        (label, value or "–")
        for label, value in rows.items()
        if (before.get(label, "") != value if before else value)
    ]


def _rows(text: DeclarationText, *, given: bool) -> dict[str, str]:
    """Return what was told; of what the host gives, nothing that only a receiver is asked."""
    people = [text.giver, text.giver_capacity, text.giver_relation]
    whom = [text.recipient] if given else [str(WHOM[text.recipient_kind]), text.recipient]
    values = {
        "item": f"{text.item}{f' × {text.quantity}' if text.quantity != 1 else ''}",
        "kind": str(KINDS[text.kind]),
        "giver": ", ".join(filter(None, people)),
        "giver_address": text.giver_address,
        "recipient": ", ".join(filter(None, whom)),
        "outcome": "" if given else _outcome(text),
        "occasion": text.occasion,
        "setting": setting_words()[text.setting] if text.setting != "ordinary" else "",
        "is_general": str(LABELS["yes"]) if text.is_general else "",
        "place": text.place,
        "witness": text.witness,
        "employment": "" if given else str(EMPLOYMENTS[text.employment]),
    }
    return {str(LABELS[name]): value for name, value in values.items()}


def _outcome(text: DeclarationText) -> str:
    return ": ".join(filter(None, [str(OUTCOMES[text.outcome]), text.reason]))


def _sealed(text: DeclarationText) -> dict[str, str]:
    basis = [str(BASES[text.basis]), text.basis_note]
    values = {
        "value": shown(text.value, text.currency),
        "basis": ", ".join(filter(None, basis)),
        "chronology": text.chronology,
    }
    return {str(LABELS[name]): value for name, value in values.items()}
