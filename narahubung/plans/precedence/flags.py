"""A row of flags, the host's among them (UU 24/2009 art. 17; its paragraphs as remembered).

"Right" is the right of the flags as they look at the viewer: the viewer's left. Every row is told
from the flags' right to their left, and once more as the viewer sees it: the same sequence, for the
flags' right is where the viewer begins to read. From behind (by those who sit in front of the flags
and look the way the flags look) it is the mirror.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FlagRow:
    """seen: from the viewer's left to his right. seated: as those who sit before the flags and look
    at the viewer have them behind: from their left to their right. host_at: 1 is the first of
    `seen`; None: the host's flag is not among them."""

    seen: tuple[str, ...]
    seated: tuple[str, ...]
    host_at: int | None


def flag_row(
    flags: Sequence[str], host: str, *, host_first: bool = False, as_listed: bool = False
) -> FlagRow:
    """Return the row for these flags, in their order of precedence (each once).

    The host's in the middle: with an even number it is the right one of the two in the middle (as
    the flags look), with one other flag at the right. The others go outward from it by turns,
    right of it first. host_first: the multilateral way: the host at the far right of the flags, the
    others after it in their order. as_listed: the host's flag has the place that the order gives
    it, as at Games, where it is the last.
    """
    if as_listed:
        once = tuple(dict.fromkeys(flags))
        return _row(once, host if host in once else None)
    others = list(dict.fromkeys(flag for flag in flags if flag != host))
    if host not in flags:
        return _row(tuple(others), None)
    if host_first:
        return _row((host, *others), host)
    odd = len(others) % 2  # then the row is even, and holds one more to the left of the host's
    by_turns = others[: len(others) - odd]
    right, left = by_turns[0::2], [*by_turns[1::2], *others[len(by_turns) :]]
    return _row((*reversed(right), host, *left), host)


def _row(seen: tuple[str, ...], host: str | None) -> FlagRow:
    place = None if host is None else seen.index(host) + 1
    return FlagRow(seen=seen, seated=tuple(reversed(seen)), host_at=place)
