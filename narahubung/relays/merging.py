"""What a delegation fills in by itself where a template has a field for it.

The rooms above know parties: one of them registers with `@fills` who the field `party`, `name`,
`office` or `address` (the polite form) is.
"""

from collections.abc import Callable

from django.utils.translation import override

from narahubung.kit.actor import Actor

Filler = Callable[[Actor, int], dict[str, str]]
_fillers: list[Filler] = []


def fills(filler: Filler) -> Filler:
    """Register who fills fields from a party, in the language in force; {} of an unknown one."""
    _fillers.append(filler)
    return filler


def filled_by(by: Actor, party_id: int | None, language: str) -> dict[str, str]:
    """Return the fields a party fills, in one language, as far as this person may see it."""
    if party_id is None:
        return {}
    with override(language):
        told = [filler(by, party_id) for filler in _fillers]
    return {name: words for one in told for name, words in one.items() if words}
