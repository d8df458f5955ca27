"""What a gift is worth is for the registrar."""

from typing import Any

import pytest

from narahubung.gifts.models import Gift
from narahubung.gifts.queries import gifts_of


@pytest.mark.parametrize("many", [1, 30])
def test_value_is_for_the_registrar(
    lia: Any,
    person: Any,
    as_actor: Any,
    event: Any,
    arda: Any,
    bree: Any,
    django_assert_num_queries: Any,
    many: int,
) -> None:
    for n in range(many):
        Gift.objects.create(
            event=event, code=f"G{n}", party=arda, item="songket", value_idr="350000"
        )
    Gift.objects.create(event=event, code="other", party=bree, item="keris")
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        mine = gifts_of(by=by, party_id=arda.pk)
    assert (len(mine), mine[0].value_idr, mine[0].value_hidden) == (many, None, True)
    assert gifts_of(by=as_actor(lia, event), party_id=bree.pk) == []
    registrar = as_actor(person("gede", "gifts", event), event)
    with django_assert_num_queries(1):
        theirs = gifts_of(by=registrar, party_id=arda.pk)
    assert (theirs[0].value_idr, theirs[0].value_hidden) == (350000, False)
