"""Links without log-in: who makes them, what they open, how they end."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from conftest import NOON
from narahubung.accounts import commands, queries
from narahubung.accounts.guards import MISSES_A_MINUTE, guest
from narahubung.accounts.models import GuestPass
from narahubung.accounts.rules import LinkEndsWrongly, LinkNeedsAName, NotAllowed
from narahubung.journal.models import Act, StoredEntry
from narahubung.kit.actor import the_house

UNTIL = NOON + timedelta(days=3)


def give(party: Any, by: Any, **more: Any) -> str:
    told: dict[str, Any] = {"name": "Yuki", "language": "en", "expires_at": UNTIL, **more}
    return commands.issue_pass(
        purpose="delegation_page", object_id=party.pk, by=by, at=NOON, **told
    )


def opened(token: str, page: Any = None, purpose: str = "delegation_page") -> Any:
    """Ask a page behind the guard, as a stranger with a link does."""
    request: Any = RequestFactory().get("/g/")
    request.user, request.session = AnonymousUser(), {}

    def plain(request: Any) -> HttpResponse:
        return HttpResponse(request.guest_pass.name)

    return guest(purpose)(page or plain)(request, token=token)


@pytest.fixture
def link(arda: Any, lia: Any, event: Any, as_actor: Any) -> str:
    return give(arda, as_actor(lia, event))


def test_who_speaks_for_a_delegation_gives_a_link_to_its_page_and_to_no_other(
    event: Any, arda: Any, bree: Any, lia: Any, teo: Any, as_actor: Any
) -> None:
    token = give(arda, as_actor(lia, event))

    made = GuestPass.objects.get()
    assert len(token) >= 32
    assert token not in str(made.__dict__)
    assert (made.name, made.made_by, made.object_id) == ("Yuki", lia, arda.pk)
    for party, by in ((bree, lia), (arda, teo)):
        with pytest.raises(ObjectDoesNotExist):
            give(party, as_actor(by, event))
    assert GuestPass.objects.count() == 1


def test_a_link_has_a_name_and_an_end(event: Any, arda: Any, lia: Any, as_actor: Any) -> None:
    by = as_actor(lia, event)
    with pytest.raises(LinkNeedsAName):
        give(arda, by, name="  ")
    for end in (NOON, NOON + timedelta(days=61)):
        with pytest.raises(LinkEndsWrongly):
            give(arda, by, expires_at=end)


def test_no_entry_and_no_act_carries_a_token(link: str) -> None:
    kept = str([*StoredEntry.objects.values_list("facts"), *Act.objects.values_list("body")])
    assert StoredEntry.objects.get().kind == "accounts.pass_issued"
    assert link not in kept


def test_who_holds_it_may_what_its_purpose_says_for_the_one_thing(
    link: str, arda: Any, bree: Any
) -> None:
    def page(request: Any) -> HttpResponse:
        by = request.by
        assert (by.person_id, by.name, by.roles) == (None, "Yuki", frozenset())
        assert list(type(arda).objects.visible_to(by)) == [arda]
        assert by.may_for("raise_need", arda.pk)
        assert not by.may_for("raise_need", bree.pk)
        assert not any(by.may(right) for right in ("see_care", "see_meetings", "answer_need"))
        return HttpResponse("seen")

    answer = opened(link, page)

    assert answer.content == b"seen"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "noindex" in answer["X-Robots-Tag"]


def test_opening_changes_nothing(link: str, django_assert_max_num_queries: Any) -> None:
    before = (StoredEntry.objects.count(), list(GuestPass.objects.values()))
    with django_assert_max_num_queries(1):
        opened(link)
    assert (StoredEntry.objects.count(), list(GuestPass.objects.values())) == before


def test_what_never_was_is_absent_and_what_has_ended_says_so(
    link: str, event: Any, lia: Any, as_actor: Any, monkeypatch: Any
) -> None:
    cache.clear()
    for token, purpose in (("guessed", "delegation_page"), (link, "supplier_task")):
        with pytest.raises(Http404):
            opened(token, purpose=purpose)

    monkeypatch.setattr("narahubung.kit.clock.now", lambda: UNTIL)
    late = opened(link)
    monkeypatch.setattr("narahubung.kit.clock.now", lambda: NOON)
    commands.revoke_pass(pass_id=GuestPass.objects.get().pk, by=as_actor(lia, event), at=NOON)
    taken = opened(link)

    assert late.status_code == taken.status_code == 410
    assert "Arda" not in taken.content.decode() + late.content.decode()
    assert taken["Cache-Control"] == "private, no-store"


def test_who_guesses_is_stopped_and_costs_nothing_more(
    link: str, django_assert_max_num_queries: Any
) -> None:
    cache.clear()
    for number in range(MISSES_A_MINUTE):
        with pytest.raises(Http404):
            opened(f"guess-{number}")
    with django_assert_max_num_queries(2):
        assert opened("one-more").status_code == 429
    assert opened(link).status_code == 200


def test_a_link_is_taken_back_by_who_may_give_it_or_manages_people(
    event: Any, arda: Any, bree: Any, lia: Any, teo: Any, sari: Any, as_actor: Any
) -> None:
    give(bree, as_actor(sari, event))
    made = GuestPass.objects.get()
    for by in (lia, teo):
        with pytest.raises(ObjectDoesNotExist):
            commands.revoke_pass(pass_id=made.pk, by=as_actor(by, event), at=NOON)

    commands.revoke_pass(pass_id=made.pk, by=as_actor(sari, event), at=NOON)
    made.refresh_from_db()
    assert made.revoked_at == NOON
    with pytest.raises(GuestPass.DoesNotExist):
        commands.revoke_pass(pass_id=made.pk, by=as_actor(sari, event), at=NOON)


def test_the_house_ends_what_is_over_and_nobody_else(
    link: str, event: Any, arda: Any, lia: Any, as_actor: Any
) -> None:
    over: dict[str, Any] = {"purpose": "delegation_page", "object_id": arda.pk, "at": NOON}
    with pytest.raises(NotAllowed):
        commands.end_passes(**over, by=as_actor(lia, event))
    commands.end_passes(**over, by=the_house("test", event_id=event.pk))
    assert opened(link).status_code == 410


def test_the_list_shows_what_is_open_and_how_often_it_was_opened(
    link: str, event: Any, arda: Any, lia: Any, teo: Any, sari: Any, as_actor: Any, signed_in: Any
) -> None:
    commands.count_opening(GuestPass.objects.get().pk, at=NOON)

    told = {"purpose": "delegation_page", "object_id": arda.pk, "at": NOON}
    [line] = queries.passes_of(by=as_actor(lia, event), **told)
    assert (line.name, line.openings, line.opened_at) == ("Yuki", 1, NOON)
    assert queries.passes_of(by=as_actor(teo, event), **told) == []
    assert queries.passes(by=as_actor(lia, event), at=NOON) == []

    page = signed_in(sari).get("/e/arda-2026/people/links/").content.decode()
    assert "Yuki" in page
    assert "ARD Arda" in page
    assert link not in page
    signed_in(sari).post(f"/e/arda-2026/people/links/{line.id}/revoke/")
    assert "Yuki" not in signed_in(sari).get("/e/arda-2026/people/links/").content.decode()
