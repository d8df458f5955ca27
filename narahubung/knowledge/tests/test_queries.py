"""A briefing stays with the officer; rules for all are for all."""

from typing import Any

from narahubung.knowledge.models import Briefing, Rule
from narahubung.knowledge.queries import briefing_of, home_zone_of, rules_for


def test_briefing_stays_with_the_officer(
    lia: Any, as_actor: Any, event: Any, arda: Any, bree: Any, django_assert_num_queries: Any
) -> None:
    for party in (arda, bree):
        Briefing.objects.create(event=event, code=party.code, party=party, zone="Europe/Paris")
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        sheet = briefing_of(by=by, party_id=arda.pk)
    assert sheet is not None
    assert sheet.zone == "Europe/Paris"
    assert home_zone_of(by=by, party_id=arda.pk) == "Europe/Paris"
    assert briefing_of(by=by, party_id=bree.pk) is None
    assert home_zone_of(by=by, party_id=bree.pk) == ""


def test_rules_for_somebody_hold_those_for_all(
    lia: Any, as_actor: Any, event: Any, django_assert_num_queries: Any
) -> None:
    for code, whom in (("1", "all"), ("2", "LO"), ("3", "media")):
        Rule.objects.create(
            event=event, code=code, topic="Access", text_en=f"Rule {code}", applies_to=whom
        )
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        rules = rules_for(by=by, whom="LO")
    assert [rule.code for rule in rules] == ["1", "2"]
