"""Three of five cars from one supplier, two from another; proof; what it costs and who signs."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from conftest import NOON
from narahubung.documents.models import Document
from narahubung.documents.reading import Received
from narahubung.needs import commands
from narahubung.needs.models import NeedCost, NeedPart
from narahubung.needs.queries import charges_of, need_sheet
from narahubung.needs.rules import costs as cost_rules
from narahubung.needs.rules import parts as rules
from narahubung.needs.rules.moving import NotYours

MIN = timedelta(minutes=1)


@pytest.fixture
def teo_acts(teo: Any, event: Any, as_actor: Any) -> Any:
    return as_actor(teo, event)


def _give(need: Any, by: Any, quantity: int, supplier: str, **more: Any) -> Any:
    pk = commands.give_part(
        need_id=need.pk, quantity=quantity, what="van", supplier=supplier, by=by, at=NOON, **more
    )
    return NeedPart.objects.get(pk=pk)


def test_three_of_five_come_first_and_the_rest_keeps_its_own_clock(
    cars: Any, transport: Any, teo_acts: Any
) -> None:
    need = cars(quantity=5)
    three = _give(need, teo_acts, 3, "Supplier A", due_at=NOON + 20 * MIN)
    two = _give(need, teo_acts, 2, "Supplier B")
    assert two.due_at == need.due_at
    commands.promise_part(part_id=two.pk, until=NOON + 50 * MIN, by=teo_acts, at=NOON)

    commands.deliver_part(part_id=three.pk, by=teo_acts, at=NOON + 15 * MIN)
    need.refresh_from_db()
    assert (need.state, need.department, need.clock_at) == ("part", transport, NOON + 50 * MIN)

    commands.deliver_part(part_id=two.pk, by=teo_acts, at=NOON + 45 * MIN)
    need.refresh_from_db()
    assert (need.state, need.to_confirm) == ("done", True)
    commands.take_back(need_id=need.pk, by=teo_acts, at=NOON + 46 * MIN)
    two.refresh_from_db()
    need.refresh_from_db()
    assert (need.state, two.state, two.done_at) == ("part", "promised", None)


def test_no_more_is_given_than_is_left_and_what_is_dropped_is_left_again(
    cars: Any, teo_acts: Any, as_actor: Any, lia: Any, event: Any
) -> None:
    need = cars(quantity=5)
    part = _give(need, teo_acts, 3, "Supplier A")

    with pytest.raises(rules.TooMany, match="2"):
        _give(need, teo_acts, 3, "Supplier B")
    with pytest.raises(rules.NobodySupplies):
        _give(need, teo_acts, 1, " ")
    with pytest.raises(NotYours):
        commands.deliver_part(part_id=part.pk, by=as_actor(lia, event), at=NOON)
    commands.drop_part(part_id=part.pk, by=teo_acts, at=NOON)
    with pytest.raises(rules.PartIsOver):
        commands.deliver_part(part_id=part.pk, by=teo_acts, at=NOON)
    _give(need, teo_acts, 5, "Supplier B")


def test_the_department_that_supplies_a_part_sees_the_need_and_delivers_its_part(
    cars: Any, hotel: Any, hana: Any, teo_acts: Any, as_actor: Any, event: Any
) -> None:
    need = cars(quantity=2)
    hana_acts = as_actor(hana, event)
    mine = _give(need, teo_acts, 1, "Hotel", department_id=hotel.pk)
    other = _give(need, teo_acts, 1, "Supplier A")

    sheet = need_sheet(need_id=need.pk, by=hana_acts, at=NOON)
    assert [part.supplier for part in sheet.parts] == ["Hotel", "Supplier A"]
    commands.deliver_part(part_id=mine.pk, by=hana_acts, at=NOON)
    with pytest.raises(NotYours):
        commands.deliver_part(part_id=other.pk, by=hana_acts, at=NOON)


def test_saying_no_drops_what_was_given(cars: Any, teo_acts: Any) -> None:
    need = cars(quantity=2)
    part = _give(need, teo_acts, 1, "Supplier A")
    commands.reject(need_id=need.pk, words="No", by=teo_acts, at=NOON)
    part.refresh_from_db()
    assert part.state == "dropped"
    commands.take_back(need_id=need.pk, by=teo_acts, at=NOON)
    part.refresh_from_db()
    assert part.state == "asked"


def test_proof_has_time_place_name_and_a_picture(
    cars: Any, teo_acts: Any, hana: Any, as_actor: Any, event: Any
) -> None:
    need = cars()
    photo = Received(kind="photo", media_type="image/jpeg", suffix=".jpg", size=3, digest="0" * 64)

    commands.prove(
        need_id=need.pk, place="Lobby", signed_by="The aide", files=[photo], by=teo_acts, at=NOON
    )

    [proof] = need_sheet(need_id=need.pk, by=teo_acts, at=NOON).proofs
    assert (proof.place, proof.signed_by, proof.by_name, len(proof.files)) == (
        "Lobby",
        "The aide",
        "Teo",
        1,
    )
    assert Document.objects.get().about == f"proof:{proof.id}"


def test_charges_are_summed_by_payer_and_signed_once(
    cars: Any, arda: Any, lia: Any, as_actor: Any, event: Any, teo_acts: Any
) -> None:
    need, by = cars(), as_actor(lia, event)

    def charge(amount: str, payer: str, currency: str = "idr") -> int:
        return commands.write_cost(
            need_id=need.pk,
            what="car",
            amount=Decimal(amount),
            currency=currency,
            payer=payer,
            by=teo_acts,
            at=NOON,
        )

    slip = charge("999", "party")
    commands.strike_cost(cost_id=slip, by=teo_acts, at=NOON)
    kept = charge("1500000", "party")
    charge("20.50", "guest", "usd")
    charge("70", "host")
    for amount, currency in (("0", "idr"), ("5", "rp")):
        with pytest.raises(cost_rules.NotAnAmount):
            charge(amount, "party", currency)

    assert charges_of(party_id=arda.pk, by=by).to_sign == 2
    assert commands.sign_costs(party_id=arda.pk, name="The aide", by=by, at=NOON) == 2
    with pytest.raises(cost_rules.NothingToSign):
        commands.sign_costs(party_id=arda.pk, name="The aide", by=by, at=NOON)
    with pytest.raises(cost_rules.SignedAlready):
        commands.strike_cost(cost_id=kept, by=by, at=NOON)

    ledger = charges_of(party_id=arda.pk, by=by)
    sums = {(one.payer, one.currency): (one.amount, one.unsigned) for one in ledger.totals}
    assert sums[str(NeedCost(payer="party").get_payer_display()), "IDR"] == (1500000, 0)
    assert sums[str(NeedCost(payer="host").get_payer_display()), "IDR"] == (70, 0)
    assert len(ledger.lines) == 4
