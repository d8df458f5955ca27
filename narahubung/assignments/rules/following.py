"""Where a duty goes when the time in which its party needs somebody moves."""

from collections.abc import Iterable, Sequence

from narahubung.kit.intervals import Span


def following(duty: Span, was: Sequence[Span], now: Sequence[Span]) -> Span:
    """Return where a duty stands once its party's stretches are no longer `was`, but `now`.

    The duty that began with its stretch begins with it again, the one that ended with it ends with
    it; one that would begin before, or end after, is cut. Any other stands as it is, and so does
    one whose whole stretch is gone.
    """
    old = next((one for one in was if one.overlaps(duty)), None)
    new = _instead(old, duty, was, now) if old else None
    if old is None or new is None:
        return duty
    start, end = duty.start, duty.end
    if new.start != old.start and old.start <= start and (start == old.start or start < new.start):
        start = new.start
    if new.end != old.end and end <= old.end and (end == old.end or end > new.end):
        end = new.end
    return Span(start, end)


def _instead(old: Span, duty: Span, was: Sequence[Span], now: Sequence[Span]) -> Span | None:
    """Return what a duty's stretch has become: what it overlaps, else the one that is new."""
    if near := [one for one in now if one.overlaps(duty)]:
        return max(near, key=lambda one: min(one.end, duty.end) - max(one.start, duty.start))
    is_all_of_it = duty == old
    fresh = [one for one in now if not any(one.overlaps(other) for other in was)]
    return fresh[0] if is_all_of_it and len(fresh) == 1 else None


def reached(doing: Span, now: Iterable[Span], duties: Sequence[Span]) -> list[Span]:
    """Return the stretches as the duties fill them, where a doing that moved is their edge.

    Who is with the party when it begins is to stay until its end, who is there at its end is to
    come for its beginning: there the stretch is as long as the duties are; else as it is.
    """
    found = []
    for one in now:
        inside = [duty for duty in duties if duty.overlaps(one)]
        first = min((duty.start for duty in inside), default=one.start)
        last = max((duty.end for duty in inside), default=one.end)
        found.append(
            Span(
                first if one.start == doing.start < first < doing.end else one.start,
                last if doing.start < last < doing.end == one.end else one.end,
            )
        )
    return found
