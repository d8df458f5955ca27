"""A stream is held by a session, its person and a part in the event; each of them can end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from conftest import NOON
from narahubung.accounts.listening import holder_of, still_hold
from narahubung.accounts.models import Reach
from narahubung.journal.carrying import Holder
from narahubung.kit import clock


@pytest.fixture
def held(event: Any) -> Callable[[Any], Holder]:
    """Sign a person in on a device of his own; return how he holds his stream."""

    def make(someone: Any) -> Holder:
        client = Client()
        client.force_login(someone, backend=settings.AUTHENTICATION_BACKENDS[0])
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        found = holder_of(key, slug=event.slug)
        assert found is not None
        return found[1]

    return make


def test_who_holds_a_stream(lia: Any, event: Any, held: Any) -> None:
    holder = held(lia)
    assert (holder.person_id, holder.event_id, holder.language) == (lia.pk, event.pk, "en")
    assert holder_of("nonsense", slug=event.slug) is None
    assert holder_of(holder.session_key, slug="nowhere") is None


def test_thousands_are_asked_of_in_three_queries(
    lia: Any, sari: Any, held: Any, django_assert_num_queries: Any
) -> None:
    holders = {held(lia), held(lia), held(sari)}
    with django_assert_num_queries(3):
        assert still_hold(holders, at=NOON) == holders


@pytest.mark.parametrize("what", ["signed out", "expired", "new password", "barred", "no part"])
def test_each_of_them_can_end(lia: Any, sari: Any, held: Any, what: str) -> None:
    mine, hers = held(lia), held(sari)
    session = Session.objects.filter(pk=mine.session_key)
    if what == "signed out":
        session.delete()
    elif what == "expired":
        session.update(expire_date=clock.world() - timedelta(seconds=1))
    elif what == "new password":
        lia.set_password("another")
        lia.save()
    elif what == "barred":
        lia.is_active = False
        lia.save()
    else:
        Reach.objects.filter(person=lia).update(until=NOON)

    assert still_hold({mine, hers}, at=NOON) == {hers}
