"""The screens of phones and of two versions are told when something of theirs happens."""

from collections.abc import Callable
from typing import Any

from narahubung.journal.watching import allowed


def test_who_looks_after_phones_hears_of_them(
    lia: Any, sari: Any, event: Any, as_actor: Callable[..., Any]
) -> None:
    names = {"phones", "versions"}
    assert allowed(names, by=as_actor(sari, event)) == names
    assert allowed(names, by=as_actor(lia, event)) == {"versions"}
