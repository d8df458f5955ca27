"""Things and categories of the organiser's own in the table of limits, as pressed and used."""

from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded
from narahubung.kit.intervals import Span
from narahubung.needs import commands, queries
from narahubung.needs.models import Entitlement, VisitCategory, Wish
from narahubung.needs.rules.limits import Asked, limit_of

HERE = "/e/arda-2026/limits/"
NEW = {
    "name_en": "Sign interpreter",
    "name_id": "Juru bahasa isyarat",
    "per": "day",
    "quantity-A": "1",
    "quantity-B": "",
    "quantity-C": "0",
    "granted_by": "coordinator",
    "answer_min": "20",
    "rule_en": "One sign interpreter a day for heads of state.",
    "rule_id": "Satu juru bahasa isyarat per hari bagi kepala negara.",
}


@pytest.fixture
def table(signed_in: Any, rini: Any) -> Any:
    return signed_in(rini)


def _says(kind: str) -> str:
    with override("en"):
        return str(decoded(StoredEntry.objects.filter(kind=kind).latest("id")).sentence())


def _asked(quantity: int) -> Asked:
    return Asked(thing="sign_interpreter", quantity=quantity, span=Span(NOON, NOON.replace(hour=6)))


def test_a_new_thing_is_wished_for_judged_and_said_by_its_own_name(
    table: Any, arda: Any, lia: Any, event: Any, as_actor: Any
) -> None:
    assert table.post(f"{HERE}things/add/", NEW)["Location"] == HERE
    page = table.get(HERE).content.decode()
    assert "Sign interpreter" in page
    assert "car" in page  # the default set is the event's own now, too
    assert _says("needs.thing_set") == "New in the table of limits: Sign interpreter, A 1, B -, C 0"
    row = limit_of(arda, "sign_interpreter")
    assert row is not None
    assert (row.quantity, row.granted_by, row.answer_min) == (1, "coordinator", 20)

    by = as_actor(lia, event)
    offered = table.__class__()
    offered.force_login(lia, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Sign interpreter" in offered.get(f"{HERE}party/ARD/").content.decode()
    span = Span(NOON.replace(hour=5), NOON.replace(hour=8))
    asked = Asked(thing="sign_interpreter", quantity=2, span=span)
    pk = commands.record_wish(party_id=arda.pk, asked=asked, by=by, at=NOON)
    wish = Wish.objects.get(pk=pk)
    assert (wish.state, wish.over, wish.rule_id) == ("asked", 1, NEW["rule_id"])
    sheet = queries.wish_sheet(wish_id=pk, language="ja", by=by, at=NOON)
    assert "Juru bahasa isyarat" in sheet.said_id.text
    assert "Sign interpreter" in sheet.said.text
    assert not sheet.said.sure  # its name stands in no language but its two
    assert "Sign interpreter" in _says("needs.wish_recorded")


def test_it_is_changed_ended_and_offered_again(table: Any, arda: Any) -> None:
    table.post(f"{HERE}things/add/", NEW)
    to = f"{HERE}things/change/?thing=sign_interpreter"
    assert 'value="Sign interpreter"' in table.get(to).content.decode()
    table.post(to, {**NEW, "name_en": "Signer", "quantity-A": "3", "quantity-C": ""})
    rows = Entitlement.objects.filter(thing="sign_interpreter").order_by("category__code")
    assert [(row.name_en, row.quantity) for row in rows] == [
        ("Signer", 3),
        ("Signer", None),
        ("Signer", None),
    ]
    assert {row.rule_en for row in rows} == {NEW["rule_en"]}

    table.post(f"{HERE}things/end/", {"thing": "sign_interpreter"})
    assert limit_of(arda, "sign_interpreter") is None
    assert "Offer again" in table.get(HERE).content.decode()
    assert _says("needs.thing_ended") == "No longer offered: Signer"
    table.post(f"{HERE}things/end/", {"thing": "sign_interpreter", "back": "1"})
    assert limit_of(arda, "sign_interpreter") is not None

    page = table.get(f"{HERE}things/change/?thing=car").content.decode()
    assert "The name comes with the system" in page
    table.post(f"{HERE}things/change/?thing=car", {"per": "time", "quantity-A": "9"})
    assert limit_of(arda, "car").quantity == 9


def test_a_new_category_begins_with_the_numbers_of_another_and_ends(
    table: Any, arda: Any, bree: Any
) -> None:
    new = {"code": "s", "name_en": "State visit", "name_id": "Kunjungan negara", "belongs": "ARD"}
    made = table.post(f"{HERE}category/add/", {**new, "before": "A", "like": "B"})
    assert made["Location"] == HERE
    assert _says("needs.category_added") == "New category of visit S, State visit: ARD"
    assert limit_of(arda, "car").category.code == "S"
    assert limit_of(arda, "car").quantity == 2  # of category B
    assert limit_of(bree, "car").category.code != "S"

    change = {"category": "S", "belongs": "ARD BRE", "name_en": "State", "name_id": "Negara"}
    table.post(f"{HERE}category/", change)
    assert limit_of(bree, "car").category.name_en == "State"
    table.post(f"{HERE}category/end/", {"category": "S"})
    assert limit_of(arda, "car").category.code == "A"
    refused = table.post(f"{HERE}category/end/", {"category": "C"})
    assert refused.status_code == 302  # both belong to A: nobody is left without
    refused = table.post(f"{HERE}category/end/", {"category": "A"})
    assert "would have no limits" in refused.content.decode()
    table.post(f"{HERE}category/end/", {"category": "S", "back": "1"})
    assert limit_of(arda, "car").category.code == "S"


@pytest.mark.parametrize(
    ("page", "sent", "says"),
    [
        ("things/add/", {"name_id": ""}, "This field is required"),
        ("things/add/", {"name_en": "CAR"}, "CAR stands in the table already"),
        ("things/add/", {"rule_id": ""}, "Write the rule in both languages"),
        ("things/add/", {"quantity-A": "-1"}, "greater than or equal to 0"),
        ("things/add/", {"paid_price": "5"}, "Write the price and what it is for"),
        ("category/add/", {"code": "A"}, "Category A exists already"),
        ("category/add/", {"code": "a b"}, "letters and digits"),
        ("category/add/", {"belongs": ", ,"}, "Write who belongs to the category"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    table: Any, page: str, sent: dict[str, str], says: str
) -> None:
    new = {"code": "S", "belongs": "ARD", "before": "", "like": ""} if page[0] == "c" else {}
    answer = table.post(f"{HERE}{page}", {**NEW, **new, **sent})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Entitlement.objects.exists()
    assert not VisitCategory.objects.exists()
