"""The register: every declaration as one line, the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.gifts.knowing import Ruling, ruling_of, terms_of, texts_of, values_of
from narahubung.gifts.models import Custody, Declaration, DeclarationText, Direction, Outcome
from narahubung.gifts.models.declared import Declarations
from narahubung.gifts.rules.deadlines import Deadlines
from narahubung.gifts.rules.declaring import amount_of
from narahubung.gifts.words import DIRECTIONS, EMPLOYMENTS, KIND_ICONS, KINDS, OUTCOMES, STATES
from narahubung.kit.actor import Actor
from narahubung.parties.queries import PartyMark, mark_of

FILTERS = ("due", "received", "given", "refused", "all")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One declaration. value: as it is read, "" where nobody wrote it or it is not for this person.

    value_hidden: there may be a value, but not for this person. ruling: what follows and when.
    waits_for: whose signature a hand-over waits for.
    """

    id: int
    code: str
    gift_id: int | None
    direction: str
    direction_word: str
    kind: str
    kind_word: str
    icon: str
    item: str
    quantity: int
    giver: str
    recipient_kind: str
    recipient: str
    occasion: str
    place: str
    received_at: datetime
    person: str
    is_own: bool
    party: PartyMark | None
    outcome: str
    outcome_word: str
    state: str
    state_word: str
    holder: str
    employment_word: str
    upg_on: date | None
    kpk_on: date | None
    kpk_number: str
    decided_on: date | None
    texts: int
    has_photo: bool
    value: str
    value_hidden: bool
    waits_for: str
    ruling: Ruling

    @property
    def unconfirmed(self) -> str:
        """Say of which years the holiday table is not confirmed."""
        return unconfirmed_said(self.ruling.due)

    @property
    def is_received(self) -> bool:
        """Tell what was received from what the host gave."""
        return self.direction == Direction.RECEIVED


@dataclass(frozen=True, kw_only=True)
class Register:
    """The lines of a filter, and how many stand behind each."""

    lines: list[Line]
    counts: dict[str, int]
    overdue: int
    with_values: bool


def register(*, event: Event, by: Actor, at: datetime, show: str = "due") -> Register:
    """Return the register as this person may see it. A fixed number of queries."""
    rows = Declaration.objects.visible_to(by)
    lines = _lines(rows, event=event, by=by, at=at)
    found = {name: [line for line in lines if _is(name, line)] for name in FILTERS}
    return Register(
        lines=sorted(found.get(show, lines), key=_urgency),
        counts={name: len(some) for name, some in found.items()},
        overdue=sum(line.ruling.due.is_overdue for line in lines),
        with_values=sees_values(by),
    )


def mine(*, event: Event, by: Actor, at: datetime) -> tuple[list[Line], list[Line]]:
    """Return what one declared oneself, and what waits for one's signature."""
    waiting = Custody.objects.filter(to_person_id=by.person_id or 0, taken_at=None, ended_at=None)
    ids = set(waiting.values_list("declaration_id", flat=True))
    rows = Declaration.objects.visible_to(by)
    rows = rows.filter(Q(person_id=by.person_id or 0) | Q(pk__in=ids))
    lines = sorted(_lines(rows, event=event, by=by, at=at), key=_urgency)
    return [line for line in lines if line.is_own], [line for line in lines if line.id in ids]


def own_due(*, event: Event, by: Actor, at: datetime) -> list[Line]:
    """Return of one's own declarations those that want something now, and what is to be signed.

    For the officer's day: one query where there is nothing.
    """
    waiting = Q(custodies__to_person_id=by.person_id or 0, custodies__taken_at=None)
    own = Q(person_id=by.person_id or 0, direction=Direction.RECEIVED, kpk_on=None)
    own &= Q(upg_on=None, decided_on=None)
    rows = Declaration.objects.filter(own | (waiting & Q(custodies__ended_at=None)), event=event)
    found = list(rows.select_related("party").distinct())
    lines = lines_of(found, event=event, by=by, at=at) if found else []
    wanted = [line for line in lines if line.ruling.due.step or line.waits_for == by.name]
    return sorted(wanted, key=_urgency)


def declared_of(*, event: Event, party_id: int, by: Actor, at: datetime) -> list[Line]:
    """Return what was declared of a party's gifts, as this person may see it; the newest first."""
    rows = Declaration.objects.visible_to(by).filter(party_id=party_id)
    lines = _lines(rows, event=event, by=by, at=at)
    return sorted(lines, key=lambda line: line.received_at, reverse=True)


def lines_of(rows: Iterable[Declaration], *, event: Event, by: Actor, at: datetime) -> list[Line]:
    """Return rows that this person may see as lines, in their order. Five queries.

    A sealed value is not even read for who may not know it; a rule that needs one then says so.
    """
    found = list(rows)
    texts, terms = texts_of(found), terms_of(event.pk)
    newest = {row.pk: texts[row.pk][0] for row in found if row.pk in texts}
    known = [newest[row.pk].pk for row in found if row.pk in newest and sees_value(row, by)]
    values = values_of(known) if known else {}
    waits = dict(
        Custody.objects.filter(declaration__in=newest, taken_at=None, ended_at=None).values_list(
            "declaration_id", "to_name"
        )
    )
    today = at.astimezone(ZoneInfo(event.zone)).date()
    lines = []
    for row in found:
        if text := newest.get(row.pk):
            value = values[text.pk].value if text.pk in values else ""
            ruling = ruling_of(row, text, value, terms, today=today, zone=event.zone)
            count, waiting = len(texts[row.pk]), waits.get(row.pk, "")
            lines.append(_line(row, text, value, ruling, by, texts=count, waits_for=waiting))
    return lines


def sees_values(by: Actor) -> bool:
    """Tell whether this person reads the value of every gift."""
    return Right.SEE_GIFT_VALUES in by.everywhere or "house" in by.roles


def sees_value(row: Declaration, by: Actor) -> bool:
    """Tell whether this person reads the value of this gift: who declared it, or the registrar."""
    own = by.person_id is not None and row.person_id == by.person_id
    return own or sees_values(by)


def unconfirmed_said(due: Deadlines) -> str:
    """Return in words of which years the holiday table is not confirmed; "" where it is."""
    if not due.unconfirmed:
        return ""
    years = ", ".join(map(str, due.unconfirmed))
    words = _("Holiday table of {years} not confirmed: the days of the joint decree are missing.")
    return words.format(years=years)


def shown(value: str, currency: str) -> str:
    """Return an amount as people read it, "" for none."""
    amount = amount_of(value) if value else None
    if amount is None:
        return ""
    places = 0 if amount == amount.to_integral_value() else 2
    text = f"{amount.quantize(Decimal(1).scaleb(-places)):,}"
    if (get_language() or "").startswith("id"):
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{'Rp' if currency == 'IDR' else currency} {text}"


def _lines(rows: Declarations, *, event: Event, by: Actor, at: datetime) -> list[Line]:
    asked = rows.select_related("party")
    return lines_of(asked.order_by("number"), event=event, by=by, at=at)


def _line(
    row: Declaration,
    text: DeclarationText,
    value: str,
    ruling: Ruling,
    by: Actor,
    *,
    texts: int,
    waits_for: str,
) -> Line:
    may = sees_value(row, by)
    return Line(
        id=row.pk,
        code=row.code,
        gift_id=row.gift_id,
        direction=row.direction,
        direction_word=str(DIRECTIONS[row.direction]),
        kind=text.kind,
        kind_word=str(KINDS[text.kind]),
        icon=KIND_ICONS[text.kind],
        item=text.item,
        quantity=text.quantity,
        giver=text.giver,
        recipient_kind=text.recipient_kind,
        recipient=text.recipient,
        occasion=text.occasion,
        place=text.place,
        received_at=text.received_at,
        person=row.person_name,
        is_own=row.person_id == by.person_id,
        party=mark_of(row.party) if row.party else None,
        outcome=text.outcome,
        outcome_word=str(OUTCOMES[text.outcome]),
        state=row.state,
        state_word=str(STATES[row.state]),
        holder=row.holder_name,
        employment_word=str(EMPLOYMENTS[text.employment]),
        upg_on=row.upg_on,
        kpk_on=row.kpk_on,
        kpk_number=row.kpk_number,
        decided_on=row.decided_on,
        texts=texts,
        has_photo=bool(text.photo),
        value=shown(value, text.currency) if may else "",
        value_hidden=not may,
        waits_for=waits_for,
        ruling=ruling,
    )


def _is(name: str, line: Line) -> bool:
    return {
        "due": bool(line.ruling.due.step),
        "received": line.is_received and line.outcome != Outcome.REFUSED,
        "given": not line.is_received,
        "refused": line.outcome == Outcome.REFUSED,
        "all": True,
    }[name]


def _urgency(line: Line) -> tuple[bool, date, float]:
    last = line.ruling.due.last
    return last is None, last or date.max, -line.received_at.timestamp()
