"""Orders of precedence: ranks with reasons, ties, stand-ins, other rules, what people decide."""

import random
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.protocol import commands, queries
from narahubung.protocol.models import RankOrder, Taking
from narahubung.protocol.rules import orders as rules
from narahubung.protocol.rules import rule_sets
from narahubung.protocol.tests.conftest import make

pytestmark = pytest.mark.django_db


def sheet(order: RankOrder, by: Actor) -> queries.OrderSheet:
    return queries.order_of(order_id=order.pk, by=by)


def codes(order: RankOrder, by: Actor) -> list[str]:
    return [row.code for row in sheet(order, by).rows]


def taking(order: RankOrder, code: str) -> Taking:
    return order.takings.get(party__code=code)


def test_everybody_has_a_rank_and_every_pair_its_reason(order: RankOrder, protocol: Actor) -> None:
    found = sheet(order, protocol)
    assert [(row.code, row.rank) for row in found.rows] == [
        ("IDN", 1),
        ("FRA", 2),
        ("JPN", 3),
        ("DEU", 4),
        ("MEX", 5),
        ("FJI", 6),
    ]
    first, second = found.rows[0].to_next, found.rows[1].to_next
    assert first is not None
    assert second is not None
    assert first.says == "Date of taking office: 20 October 2014, before 14 May 2017"
    assert first.article.startswith("international practice")
    assert second.says == "Heads of state, before heads of government"
    assert found.rows[-1].to_next is None
    envoy = found.rows[4].to_next
    assert envoy is not None
    assert "no day is known" in envoy.says
    assert not envoy.sure


def test_the_reasons_are_told_in_indonesian(order: RankOrder, protocol: Actor) -> None:
    with override("id"):
        first = sheet(order, protocol).rows[1].to_next
        assert first is not None
        assert first.says == "Kepala negara, mendahului kepala pemerintahan"


def test_a_tie_is_shown_settled_with_a_reason_and_taken_back(
    protocol: Actor, summit: dict[str, Party]
) -> None:
    order = make(protocol, "level")
    found = sheet(order, protocol)
    assert [(tie.rank, len(tie.keys)) for tie in found.ties] == [(1, 2), (3, 2), (5, 2)]
    assert "the English alphabet" in found.ties[1].breakers
    pair = {"order_id": order.pk, "by": protocol, "at": NOON}
    ids = [taking(order, code).pk for code in ("JPN", "DEU")]
    with pytest.raises(rule_sets.NeedsAWhy):
        commands.settle_tie(ranked_ids=ids, why=" ", **pair)
    with pytest.raises(rules.NoTie):
        commands.settle_tie(ranked_ids=[ids[0], taking(order, "FRA").pk], why="because", **pair)
    row = commands.settle_tie(ranked_ids=ids, why="longer in the group", **pair)
    reason = sheet(order, protocol).rows[2].to_next
    assert reason is not None
    assert (reason.by, reason.why, reason.name) == ("settled", "longer in the group", "Erestor")
    assert codes(order, protocol)[2:4] == ["JPN", "DEU"]
    commands.take_settlement_back(settled_id=row.pk, by=protocol, at=NOON)
    assert len(sheet(order, protocol).ties) == 3
    with pytest.raises(rules.TakenBack):
        commands.take_settlement_back(settled_id=row.pk, by=protocol, at=NOON)


def test_a_place_by_hand_has_author_and_reason_and_outlives_other_rules(
    order: RankOrder, protocol: Actor
) -> None:
    told = {"ranked_id": taking(order, "FJI").pk, "by": protocol, "at": NOON}
    row = commands.move_guest(
        anchor_id=taking(order, "FRA").pk, after=False, why="guest of honour", **told
    )
    assert codes(order, protocol)[:3] == ["IDN", "FJI", "FRA"]
    reason = sheet(order, protocol).rows[1].to_next
    assert reason is not None
    assert reason.says == "Placed by Erestor: guest of honour"
    assert "Head of France" in reason.rule_says
    commands.choose_rules(order_id=order.pk, chain=["alphabet-en"], by=protocol, at=NOON)
    assert codes(order, protocol) == ["FJI", "FRA", "DEU", "IDN", "JPN", "MEX"]
    commands.take_place_back(hand_move_id=row.pk, by=protocol, at=NOON)
    assert codes(order, protocol)[0] == "FJI"  # here the alphabet says the same
    with pytest.raises(rules.BesideHimself):
        commands.move_guest(anchor_id=told["ranked_id"], after=True, why="x", **told)


def test_who_stands_in_ranks_by_what_he_is(order: RankOrder, protocol: Actor) -> None:
    row = taking(order, "FRA")
    person = {"name": "A Minister", "level": "minister", "since": date(2020, 1, 1)}
    told = {"ranked_id": row.pk, "by": protocol, "at": NOON}
    with pytest.raises(rules.NotAway):
        commands.stand_in(**person, **told)
    commands.note_absent(why="ill", **told)
    commands.stand_in(**person, **told)
    found = sheet(order, protocol)
    assert [row.name for row in found.rows][-3:] == ["Head of Mexico", "A Minister", "Head of Fiji"]
    assert found.rows[-2].stands_in_for == "Head of France"
    assert [(one.name, one.why, one.stand_in) for one in found.absent] == [
        ("Head of France", "ill", "A Minister")
    ]
    assert found.stand_in_article == "Law 9/2010 art. 15"
    with pytest.raises(rules.StoodIn):
        commands.stand_in(**person, **told)
    commands.note_present(**told)
    assert codes(order, protocol) == ["IDN", "FRA", "JPN", "DEU", "MEX", "FJI"]


def test_the_three_alphabets_differ(protocol: Actor, summit: dict[str, Party]) -> None:
    found = {
        language: codes(make(protocol, f"alphabet-{language}"), protocol)
        for language in ("en", "fr", "id")
    }
    assert found == {
        "en": ["FJI", "FRA", "DEU", "IDN", "JPN", "MEX"],
        "fr": ["DEU", "FJI", "FRA", "IDN", "JPN", "MEX"],
        "id": ["FJI", "IDN", "JPN", "DEU", "MEX", "FRA"],
    }


def test_the_published_line_of_welcome_says_how_sure_it_is(
    protocol: Actor, summit: dict[str, Party]
) -> None:
    order = make(protocol, "list-welcome", purpose="welcome")
    commands.note_absent(
        ranked_id=taking(order, "IDN").pk, why="receives the others", by=protocol, at=NOON
    )
    found = sheet(order, protocol)
    assert [row.code for row in found.rows] == ["FRA", "JPN", "DEU", "MEX", "FJI"]
    sure = [row.to_next.sure for row in found.rows if row.to_next]
    assert sure == [False, False, True, True]
    assert [row.code for row in found.rows if row.number_unsure] == ["JPN"]


def test_the_photo_has_the_host_first_then_the_next_host(
    protocol: Actor, summit: dict[str, Party]
) -> None:
    commands.keep_standing(party_id=summit["DEU"].pk, host="next", by=protocol, at=NOON)
    order = make(protocol, "g20-photo", purpose="photo")
    assert codes(order, protocol) == ["IDN", "DEU", "FRA", "JPN", "MEX", "FJI"]
    assert [row.host for row in sheet(order, protocol).rows][:3] == ["now", "next", ""]


def test_people_of_the_host_are_ranked_by_letters_of_the_law(protocol: Actor) -> None:
    people = [("Gubernur", "governor"), ("Ketua DPR", "chair_dpr"), ("Menteri", "minister")]
    rows = [
        commands.keep_standing(name=name, position=position, by=protocol, at=NOON)
        for name, position in people
    ]
    order = make(protocol, "uu9-9", "uu9-10")
    commands.add_guests(
        order_id=order.pk, standing_ids=[row.pk for row in rows], by=protocol, at=NOON
    )
    found = sheet(order, protocol)
    assert [row.name for row in found.rows] == ["Ketua DPR", "Menteri", "Gubernur"]
    reason = found.rows[0].to_next
    assert reason is not None
    assert reason.article == "Law 9/2010 art. 9(1) letters e and n"
    with pytest.raises(rules.IsThere):
        commands.add_guests(order_id=order.pk, standing_ids=[rows[0].pk], by=protocol, at=NOON)


def test_twenty_four_guests_with_two_ties_and_two_hundred_shuffles(
    protocol: Actor, event: Any
) -> None:
    levels = ["head_of_state"] * 8 + ["head_of_government"] * 8 + ["minister"] * 8
    days = [date(2000 + n, 1, 1) for n in range(24)]
    days[3] = days[2]
    days[12] = days[11]
    rows = [
        Party(event=event, code=f"P{n:02}", name_en=f"Land {n:02}", head_category=level)
        for n, level in enumerate(levels)
    ]
    for row, day in zip(rows, days, strict=True):
        row.head_since, row.head_name = day, f"Head of {row.name_en}"
    Party.objects.bulk_create(rows)
    order = make(protocol, "level", "date-of-office")
    found = sheet(order, protocol)
    assert len(found.rows) == 24
    assert [(tie.rank, len(tie.keys)) for tie in found.ties] == [(3, 2), (12, 2)]
    assert all(row.to_next and row.to_next.says for row in found.rows[:-1])
    from narahubung.plans.precedence import rank
    from narahubung.protocol.planning import ranked

    known = ranked(order)
    guests, luck = list(known.guests.values()), random.Random(8)
    for _turn in range(200):
        luck.shuffle(guests)
        assert rank(guests, known.chain) == known.order


def test_an_own_rule_set_is_derived_versioned_and_pinned(
    protocol: Actor, summit: dict[str, Party]
) -> None:
    told = {"title_id": "Menteri dulu", "title_en": "Ministers first", "by": protocol, "at": NOON}
    first = ["minister", "hos", "hog"]
    with pytest.raises(rule_sets.LevelsAstray):
        commands.write_rules(base="level", levels=["minister", "king"], why="a test", **told)
    row = commands.write_rules(base="level", levels=first, then="date", why="their day", **told)
    order = make(protocol, row.code)
    assert codes(order, protocol)[:2] == ["MEX", "FJI"]
    again = commands.rewrite_rules(rules_id=row.pk, levels=first[1:], why="not theirs", **told)
    assert (again.number, again.version) == (row.number, 2)
    assert codes(order, protocol)[:2] == ["MEX", "FJI"]  # keeps its version
    commands.choose_rules(order_id=order.pk, chain=[again.code], by=protocol, at=NOON)
    assert codes(order, protocol)[-1] in {"MEX", "FJI"}
    reason = sheet(order, protocol).rows[0].to_next
    assert reason is not None
    assert reason.by == "tie"


def test_who_only_sees_places_of_one_delegation_sees_no_order(
    order: RankOrder, person: Any, event: Any, as_actor: Any, summit: dict[str, Party]
) -> None:
    officer = as_actor(person("sam", "officer", event, party=summit["JPN"]), event)
    with pytest.raises(RankOrder.DoesNotExist):
        sheet(order, officer)
    assert queries.order_lines(by=officer) == []
    with pytest.raises(RankOrder.DoesNotExist):
        commands.remove_order(order_id=order.pk, by=officer, at=NOON)


def test_a_removed_order_comes_back(order: RankOrder, protocol: Actor) -> None:
    told = {"order_id": order.pk, "by": protocol, "at": NOON}
    commands.remove_order(**told)
    assert queries.order_lines(by=protocol) == []
    with pytest.raises(rules.Removed):
        commands.choose_rules(chain=["level"], **told)
    commands.put_order_back(**told)
    assert [line.id for line in queries.order_lines(by=protocol)] == [order.pk]


def test_a_parade_of_nations_has_greece_first_and_the_host_last(
    protocol: Actor, event: Any, summit: dict[str, Party]
) -> None:
    Party.objects.create(event=event, code="GRC", name_en="Greece", name_id="Yunani", head_name="X")
    order = make(protocol, "games-parade", "alphabet-id")
    sheet = queries.order_of(order_id=order.pk, by=protocol)
    assert [row.code for row in sheet.rows] == ["GRC", "FJI", "JPN", "DEU", "MEX", "FRA", "IDN"]
    assert sheet.rows[0].to_next
    assert sheet.rows[0].to_next.says == "Greece, before the other nations"
    assert sheet.rows[0].to_next.article == "IOC protocol of the opening ceremony"
    assert not sheet.ties
    # Greece as host comes last, too: nobody is first for the name alone
    Party.objects.filter(code="IDN").update(standing="g20_member")
    Party.objects.filter(code="GRC").update(standing="host")
    again = queries.order_of(order_id=order.pk, by=protocol)
    assert again.rows[-1].code == "GRC"


def test_a_drawn_seat_turns_the_alphabet(protocol: Actor, summit: dict[str, Party]) -> None:
    told = {
        "title_id": "Aula",
        "title_en": "Hall",
        "why": "drawn in June",
        "starts_at": "Indonesia",
    }
    own = commands.write_rules(base="unga-hall", **told, by=protocol, at=NOON)
    sheet = queries.order_of(order_id=make(protocol, own.code).pk, by=protocol)
    assert [row.code for row in sheet.rows] == ["IDN", "JPN", "MEX", "FJI", "FRA", "DEU"]
    assert sheet.rows[2].to_next
    assert sheet.rows[2].to_next.says == "Mexico before Fiji: the alphabet begins at Indonesia"
    assert not sheet.rows[2].to_next.sure
