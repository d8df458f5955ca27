"""Gifts given and received. What they are worth is for the registrar."""

from dataclasses import dataclass

from narahubung.accounts.roles import Right
from narahubung.gifts.models import Gift
from narahubung.kit.actor import Actor
from narahubung.parties.queries import PartyMark, mark_of


@dataclass(frozen=True, kw_only=True)
class GiftLine:
    """One gift. value_idr: whole rupiah; None when nobody wrote it or this person may not see it.

    value_hidden: there may be a value, but not for this person.
    """

    id: int
    code: str
    party_id: int
    direction: str
    recipient: str
    item: str
    state: str
    decision: str
    certainty: str
    note: str
    synthetic: bool
    value_idr: int | None
    value_hidden: bool


def gifts_of(*, by: Actor, party_id: int) -> list[GiftLine]:
    """Return a party's gifts. The sealed value is not even read without SEE_GIFT_VALUES.

    One query.
    """
    may = by.may_for(Right.SEE_GIFT_VALUES, party_id) or "house" in by.roles
    rows = Gift.objects.visible_to(by).filter(party_id=party_id).order_by("code")
    if not may:
        rows = rows.defer("value_idr")
    made = {"value_idr", "value_hidden"}
    return [
        GiftLine(
            value_idr=int(row.value_idr) if may and row.value_idr.isdigit() else None,
            value_hidden=not may,
            **{n: getattr(row, n) for n in GiftLine.__dataclass_fields__ if n not in made},
        )
        for row in rows
    ]


def listed_gifts(*, by: Actor) -> list[tuple[GiftLine, PartyMark]]:
    """Return the gifts of the organiser's list that nobody declared yet, with whose. One query.

    Without values: what they are worth, the delegation's sheet shows to whom it may.
    """
    rows = Gift.objects.visible_to(by).filter(declarations=None).defer("value_idr")
    made = {"value_idr", "value_hidden"}
    return [
        (
            GiftLine(
                value_idr=None,
                value_hidden=True,
                **{n: getattr(row, n) for n in GiftLine.__dataclass_fields__ if n not in made},
            ),
            mark_of(row.party),
        )
        for row in rows.select_related("party").order_by("party__name_en", "code")
    ]
