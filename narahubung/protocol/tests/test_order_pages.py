"""Orders of precedence through their pages: as protocol works with them, and who may not."""

from typing import Any

import pytest
from django.test import Client

from conftest import NOON
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.protocol import commands
from narahubung.protocol.models import HandMove, OwnRules, RankOrder, Standing, TieSettled
from narahubung.protocol.tests.conftest import make

pytestmark = pytest.mark.django_db
E = "/e/arda-2026/precedence/"


@pytest.fixture
def desk(protocol: Actor, summit: dict[str, Party]) -> Client:
    from narahubung.accounts.models import Person

    return as_(Person.objects.get(pk=protocol.person_id))


def as_(someone: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(client: Client, path: str = "") -> str:
    answer = client.get(f"{E}{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_an_order_is_made_read_settled_and_placed_by_hand(desk: Client) -> None:
    assert "No order of precedence yet" in text_of(desk)
    told = {"title_id": "Sidang", "title_en": "Session", "purpose": "seats", "chain_0": "level"}
    assert desk.post(f"{E}new/", told | {"chain_0": ""}).status_code == 422
    assert desk.post(f"{E}new/", told).status_code == 302
    order = RankOrder.objects.get()
    page = text_of(desk, f"{order.pk}/")
    assert page.count("Settle this tie") == 3
    assert "Same rank: nothing in these rule sets decides." in page
    assert "Heads of state, before heads of government" in page
    assert "to be confirmed" not in page.split("protocol-order")[1].split("FRA")[1].split("JPN")[0]
    pair = [order.takings.get(party__code=code).pk for code in ("JPN", "DEU")]
    numbers = {f"tie3-at_{pair[0]}": 1, f"tie3-at_{pair[1]}": 1, "tie3-why": "longer", "rank": 3}
    assert desk.post(f"{E}{order.pk}/settle/", numbers).status_code == 422
    numbers[f"tie3-at_{pair[1]}"] = 2
    assert desk.post(f"{E}{order.pk}/settle/", numbers).status_code == 302
    page = text_of(desk, f"{order.pk}/")
    assert "Tie settled by Erestor: longer" in page
    assert page.count("Settle this tie") == 2
    row = TieSettled.objects.get()
    assert desk.post(f"{E}ties/{row.pk}/back/").status_code == 302
    assert text_of(desk, f"{order.pk}/").count("Settle this tie") == 3

    fiji = order.takings.get(party__code="FJI")
    page = text_of(desk, f"people/{fiji.pk}/?to=up")
    assert '<option value="before" selected>' in page
    there = {"side": "before", "anchor_id": pair[0], "why": ""}
    assert desk.post(f"{E}people/{fiji.pk}/place/", there).status_code == 422
    assert desk.post(f"{E}people/{fiji.pk}/place/", there | {"why": "asked"}).status_code == 302
    assert "Placed by Erestor: asked" in text_of(desk, f"{order.pk}/")
    move = HandMove.objects.get()
    assert desk.post(f"{E}moves/{move.pk}/back/").status_code == 302
    assert "Placed by Erestor" not in text_of(desk, f"{order.pk}/")


def test_other_rule_sets_are_seen_side_by_side_before_they_hold(
    desk: Client, order: RankOrder
) -> None:
    page = text_of(desk, f"{order.pk}/rules/?chain_0=alphabet-fr")
    assert "6 people have another rank" in page
    assert "Allemagne before Fiji" not in page  # its French name is Fidji
    assert "Allemagne before Fidji in the alphabet" in page
    order.refresh_from_db()
    assert order.chain == ["level", "date-of-office"]
    assert desk.post(f"{E}{order.pk}/rules/", {"chain_0": "alphabet-fr"}).status_code == 302
    order.refresh_from_db()
    assert order.chain == ["alphabet-fr"]
    twice = {"chain_0": "level", "chain_1": "level"}
    assert desk.post(f"{E}{order.pk}/rules/", twice).status_code == 422


def test_absence_a_stand_in_and_who_else_takes_part(desk: Client, order: RankOrder) -> None:
    france = order.takings.get(party__code="FRA")
    assert desk.post(f"{E}people/{france.pk}/absent/", {"why": "ill"}).status_code == 302
    assert "Absent: their places stay empty" in text_of(desk, f"{order.pk}/")
    person = {"name": "Minister Colonna", "level": "minister", "since": "2022-05-20"}
    assert desk.post(f"{E}people/{france.pk}/stand-in/", person | {"name": ""}).status_code == 422
    assert desk.post(f"{E}people/{france.pk}/stand-in/", person).status_code == 302
    page = text_of(desk, f"{order.pk}/")
    assert "Stands in for Head of France, by the own rank" in page
    assert page.index("Head of Mexico") < page.index("Minister Colonna")
    assert "Comes after all" in text_of(desk, f"people/{france.pk}/")
    assert desk.post(f"{E}people/{france.pk}/present/").status_code == 302
    assert "Minister Colonna" not in text_of(desk, f"{order.pk}/")

    governor = {"name": "Gubernur", "position": "governor", "since_sure": "on"}
    assert desk.post(f"{E}standings/new/", {}).status_code == 422
    assert desk.post(f"{E}standings/new/", governor).status_code == 302
    row = Standing.objects.get(name="Gubernur")
    changed = governor | {"office": "Governor of Bali"}
    assert desk.post(f"{E}standings/{row.pk}/", changed).status_code == 302
    assert "Gubernur" in text_of(desk, "standings/")
    assert desk.post(f"{E}{order.pk}/people/", {"person": row.pk}).status_code == 302
    assert "Governor of Bali" in text_of(desk, f"{order.pk}/")
    assert desk.post(f"{E}{order.pk}/people/", {}).status_code == 422


def test_the_library_shows_articles_days_and_what_is_to_be_confirmed(desk: Client) -> None:
    page = text_of(desk, "rules/")
    assert "Law 9/2010 art. 9(1)" in page
    assert "in force since 2010-11-19" in page
    page = text_of(desk, "rules/uu9-11/")
    assert "Parts of this rule set were not seen in the original text." in page
    told = {"title_id": "Sendiri", "title_en": "Own", "then": "date", "why": "this summit"}
    told |= {f"level_{n}": str(10 - n) for n in range(1, 4)}
    assert desk.post(f"{E}rules/level/own/", told | {"why": ""}).status_code == 422
    assert desk.post(f"{E}rules/level/own/", told).status_code == 302
    row = OwnRules.objects.get()
    assert [one["code"] for one in row.data["criteria"][0]["levels"]] == ["eu", "hog", "hos"]
    assert desk.post(f"{E}own-rules/{row.pk}/", told).status_code == 302
    assert "Write the next version" in text_of(desk, "rules/own-1@2/")
    assert desk.get(f"{E}rules/nothing/").status_code == 404


def test_flags_stand_with_the_host_in_the_middle_seen_from_both_sides(
    desk: Client, order: RankOrder, summit: dict[str, Party]
) -> None:
    Party.objects.filter(pk=summit["MEX"].pk).update(relation="no")
    page = text_of(desk, f"{order.pk}/flags/")
    row = page.split("Seen from the front")[1].split("Seen from behind")[0]
    seen = [row.index(name) for name in ("Germany", "France", "Indonesia", "Japan", "Mexico")]
    assert seen == sorted(seen)
    assert "only by the rule of the meeting" in row
    assert "Right of the flags is the viewer's left." in page
    first = text_of(desk, f"{order.pk}/flags/?host=first").split("Seen from the front")[1]
    assert first.index("Indonesia") < first.index("France")


def test_one_fact_switches_on_the_pack_for_a_guest_without_relations(
    desk: Client, order: RankOrder, summit: dict[str, Party], person: Any, event: Any
) -> None:
    sheet = "/e/arda-2026/party/JPN/"
    officer = as_(person("sam", "officer", event, party=summit["JPN"]))
    medical = as_(person("doc", "medical", event))
    words = "No diplomatic relations: what differs"
    pages = [client.get(sheet) for client in (desk, officer, medical)]
    assert all(page.status_code == 200 for page in pages)
    assert not any(words in page.content.decode() for page in pages)
    Party.objects.filter(pk=summit["JPN"].pk).update(relation="no")
    told = [words in client.get(sheet).content.decode() for client in (desk, officer, medical)]
    assert told == [True, True, False]
    assert "no diplomatic relations" in text_of(desk, f"{order.pk}/")


def test_an_officer_sees_no_order_and_changes_nothing(
    person: Any, event: Any, order: RankOrder, summit: dict[str, Party]
) -> None:
    officer = as_(person("sam", "officer", event, party=summit["JPN"]))
    assert officer.get(E).status_code == 404
    assert officer.get(f"{E}{order.pk}/").status_code == 404
    assert officer.post(f"{E}{order.pk}/remove/").status_code == 404


def test_a_removed_order_is_put_back(desk: Client, order: RankOrder) -> None:
    assert desk.post(f"{E}{order.pk}/remove/").status_code == 302
    assert "Put it back into the list" in text_of(desk, f"{order.pk}/")
    assert desk.post(f"{E}{order.pk}/back/").status_code == 302
    assert "Session" in text_of(desk)


def test_an_order_by_a_list_has_the_same_few_queries_for_many(
    desk: Client, protocol: Actor, event: Any, django_assert_max_num_queries: Any
) -> None:
    order = make(protocol, "list-welcome")
    for n in range(30):
        party = Party.objects.create(event=event, code=f"P{n}", name_en=f"Land {n}", head_name="X")
        commands.add_guests(order_id=order.pk, party_ids=[party.pk], by=protocol, at=NOON)
    text_of(desk)
    with django_assert_max_num_queries(22):
        text_of(desk, f"{order.pk}/")
