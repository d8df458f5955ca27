"""What needs cost: written by line, struck out when it was a slip, signed by the delegation."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.needs import entries
from narahubung.needs.commands import moving
from narahubung.needs.models import Need, NeedCost, Payer
from narahubung.needs.rules import costs as rules
from narahubung.parties.models import Party


@command
def write_cost(
    *,
    need_id: int,
    what: str,
    amount: Decimal,
    currency: str,
    payer: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write one charge; return its number. Raises NotYoursToCharge, NotAnAmount."""
    with act(by=by, at=at, key=key) as record:
        need = Need.objects.for_change(by, need_id)
        rules.check_can_charge(need, by)
        rules.check_amount(amount, currency)
        cost = NeedCost.objects.create(
            event_id=need.event_id,
            need=need,
            what=what.strip() or need.words[:200],
            amount=amount,
            currency=currency.upper(),
            payer=Payer(payer).value,
            at=at,
            by_name=by.name,
        )
        record(
            entries.CostWritten(
                **moving.head(need),
                cost_id=cost.pk,
                what=cost.what,
                amount=f"{amount:.2f}",
                currency=cost.currency,
                payer=cost.payer,
            )
        )
    return cost.pk


@command
def strike_cost(*, cost_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Strike out a charge that was a mistake. Raises NotYoursToCharge, SignedAlready."""
    with act(by=by, at=at, key=key) as record:
        cost = NeedCost.objects.visible_to(by).select_for_update(of=("self",)).get(pk=cost_id)
        rules.check_can_charge(cost.need, by)
        rules.check_unsigned(cost)
        cost.struck_at = at
        cost.save(update_fields=["struck_at"])
        record(entries.CostStruck(**moving.head(cost.need), cost_id=cost.pk, what=cost.what))


@command
def sign_costs(
    *, party_id: int, name: str, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Record who of the delegation signed all its open charges; return how many.

    What the host pays needs no signature. Raises NotYoursToCharge, NobodySigns, NothingToSign.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        if not by.may_for(Right.RAISE_NEED, party.pk):
            raise rules.NotYoursToCharge
        if not name.strip():
            raise rules.NobodySigns
        open_ = NeedCost.objects.filter(need__party=party, signed_at=None, struck_at=None)
        rows = list(open_.exclude(payer=Payer.HOST).select_for_update(of=("self",)).order_by("pk"))
        if not rows:
            raise rules.NothingToSign
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for row in rows:
            sums[row.currency] += row.amount
            row.signed_by, row.signed_at = name.strip(), at
        NeedCost.objects.bulk_update(rows, ["signed_by", "signed_at"])
        record(
            entries.CostsSigned(
                party_id=party.pk,
                cost_ids=tuple(row.pk for row in rows),
                name=name.strip(),
                totals=tuple(f"{code} {total:.2f}" for code, total in sorted(sums.items())),
            )
        )
    return len(rows)
