from collections.abc import Callable
from typing import Any

from narahubung.journal.watching import allowed


def test_one_hears_what_one_may_see(
    lia: Any, sari: Any, arda: Any, bree: Any, event: Any, as_actor: Callable[..., Any]
) -> None:
    names = {f"party:{arda.pk}", f"party:{bree.pk}", "board", f"person:{lia.pk}"}
    assert allowed(names, by=as_actor(lia, event)) == {f"party:{arda.pk}", f"person:{lia.pk}"}
    assert allowed(names, by=as_actor(sari, event)) == names


def test_what_is_no_name_is_not_heard(sari: Any, event: Any, as_actor: Callable[..., Any]) -> None:
    odd = {"party:", "party:x", "party:-1", f"party:{10**30}", "nothing:1", "nothing", "a b", ""}
    assert allowed(odd, by=as_actor(sari, event)) == set()


def test_rooms_are_heard_by_who_may_see_anything_of_them(
    sari: Any, event: Any, person: Any, as_actor: Callable[..., Any]
) -> None:
    auditor = person("ana", "auditor", event)
    assert allowed({"movements"}, by=as_actor(sari, event)) == {"movements"}
    assert allowed({"movements"}, by=as_actor(auditor, event)) == set()
