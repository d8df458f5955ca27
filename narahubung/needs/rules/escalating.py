"""Which clock runs for a need. Who is asked when it runs out: `rules.ladder`."""

from datetime import datetime, timedelta

from narahubung.needs.models import Need, NeedPart, NeedState, PartState

RECEIVED = timedelta(minutes=5)  # a word that it was received
REPLY = timedelta(minutes=30)  # an answer to a question that came back
CONFIRM = timedelta(minutes=60)  # a look whether what is said to be done was done
DEFAULT_MIN = {"low": 240, "normal": 60, "high": 20, "critical": 5}  # where no table says more
SHORTEST = timedelta(minutes=2)
LONGEST = timedelta(hours=12)


def span_of(need: Need) -> timedelta:
    """Return how long one rung waits: a quarter of the department's clock for this urgency."""
    minutes = _decision_min(need)
    return max(SHORTEST, timedelta(minutes=minutes) / 4)


def after_rung(need: Need, rung: int, rungs: int, at: datetime) -> datetime:
    """Return when the next rung is asked. On the last one the pauses double, up to 12 h."""
    beyond = max(0, rung - (rungs - 1))
    pause: timedelta = span_of(need) * 2 ** min(beyond, 10)
    return at + min(LONGEST, pause)


def clock_of(need: Need, parts: list[NeedPart], at: datetime) -> datetime | None:
    """Return when the clock that starts now runs out; None when nothing is waited for."""
    if need.to_confirm:
        return at + CONFIRM
    if not need.is_open:
        return None
    if need.state == NeedState.WAITING:
        return at + REPLY
    times = [need.promised_at or need.due_at or at + timedelta(minutes=_decision_min(need))]
    if need.state == NeedState.NEW:
        times.append(at + RECEIVED)
    times += [part.promised_at or part.due_at for part in parts if runs(part)]
    ahead = [one for one in times if one > at]
    # What is late already is asked about again after one rung's time.
    return min(ahead) if len(ahead) == len(times) else min([*ahead, at + span_of(need)])


def runs(part: NeedPart) -> bool:
    """Tell whether a part is still waited for."""
    return part.state in {PartState.ASKED, PartState.PROMISED}


def _decision_min(need: Need) -> int:
    own = getattr(need.department, f"sla_{need.priority}_min", None) if need.department else None
    return own or DEFAULT_MIN[need.priority]
