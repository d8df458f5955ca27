"""What comes in is kept once, with its raw text, for a person to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.alerts import cap, entries
from narahubung.alerts.concerned import who_may
from narahubung.alerts.models import Alert, AlertState, Origin, WarningFeed
from narahubung.alerts.reading import shaped, single_quakes, told
from narahubung.alerts.rules import warnings as rules
from narahubung.alerts.words import EXERCISE, UNREADABLE
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Place
from narahubung.plans.arrays import np
from narahubung.plans.impact import Area

S = AlertState


@dataclass(frozen=True, kw_only=True)
class Received:
    """alerts: those that are new. known: how many were here. unreadable: why, of the others."""

    alerts: Sequence[Alert]
    known: int
    unreadable: Sequence[str]


@command
def receive_alerts(
    *,
    letters: list[str],
    warning_feed_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Received:
    """Keep what a file or one look at a feed brought; who leads has word of it, once in a while.

    A message that is here already is not kept again. A cancel or an update does nothing by itself.
    Raises CannotBeRead, KnownAlready (where nothing of it is new); WarningFeed.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        # The event's row, so that the same message twice at once is kept once.
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        feed = None
        if warning_feed_id:
            feed = WarningFeed.objects.visible_to(by).get(pk=warning_feed_id)
        read, unreadable = _read(letters)
        new = _without_known(read, event.pk)
        if not new:
            if unreadable:
                raise rules.CannotBeRead(why=UNREADABLE[unreadable[0]])
            raise rules.KnownAlready
        rest = Alert.objects.filter(event=event, received_at__gt=at - rules.QUIET)
        was_told = rest.exclude(origin=Origin.OFFICE).filter(concerns_us=True).exists()
        rows = _keep(event, feed, new, by, at)
        _tie(event, rows)
        _note(record, rows, feed, by=by, at=at, quiet=was_told)
    return Received(alerts=rows, known=len(read) - len(new), unreadable=unreadable)


def _read(letters: Sequence[str]) -> tuple[dict[str, tuple[str, cap.Told]], list[str]]:
    """Return what can be read by its mark, and why the others cannot."""
    read: dict[str, tuple[str, cap.Told]] = {}
    unreadable: list[str] = []
    for raw in _singly(letters, unreadable):
        try:
            said = told(raw)
        except cap.NotReadable as problem:
            unreadable.append(str(problem.why))
        else:
            read.setdefault(mark_of(said.alert, raw), (raw, said))
    return read, unreadable


def _singly(letters: Sequence[str], unreadable: list[str]) -> Iterator[str]:
    for letter in letters:
        if not letter.lstrip().startswith("{"):
            yield letter
            continue
        try:
            yield from single_quakes(letter)
        except cap.NotReadable as problem:
            unreadable.append(str(problem.why))


def mark_of(alert: cap.Alert, raw: str) -> str:
    """Return by what the same message is known: sender, identifier, sent; else its whole text."""
    names = (alert.sender, alert.identifier, alert.sent_text)
    words = "\n".join(names) if all(names) else raw
    return sha256(words.encode("utf-8", "replace")).hexdigest()


def _without_known(
    read: dict[str, tuple[str, cap.Told]], event_id: int
) -> dict[str, tuple[str, cap.Told]]:
    rows = Alert.objects.filter(event_id=event_id, mark__in=list(read))
    known = set(rows.values_list("mark", flat=True))
    return {mark: one for mark, one in read.items() if mark not in known}


def _keep(
    event: Event,
    feed: WarningFeed | None,
    new: dict[str, tuple[str, cap.Told]],
    by: Actor,
    at: datetime,
) -> list[Alert]:
    positions = positions_of(event)
    rows = [
        Alert(
            event=event,
            origin=(Origin.FEED if feed else Origin.FILE).value,
            warning_feed=feed,
            mark=mark,
            raw=raw,
            received_at=at,
            by_name=feed.name if feed else by.name,
            **columns(said.alert, raw, positions),
        )
        for mark, (raw, said) in new.items()
    ]
    return Alert.objects.bulk_create(rows)


def positions_of(event: Event) -> list[tuple[int, float, float]]:
    """Return our places whose position is known."""
    rows = Place.objects.filter(event=event).exclude(latitude=None).exclude(longitude=None)
    found = rows.values_list("pk", "latitude", "longitude")
    return [(pk, lat, lon) for pk, lat, lon in found if lat is not None and lon is not None]


def columns(alert: cap.Alert, raw: str, positions: Sequence[tuple[int, float, float]]) -> Any:
    """Return what a row says beside the raw text."""
    infos = alert.infos
    worst = min(infos, key=lambda info: rules.SEVERITIES.index(info.severity or ""), default=None)
    ends = [info.expires for info in infos if info.expires]
    begins = [moment for info in infos if (moment := info.onset or info.effective)]
    area = shaped(raw).area
    is_known, place_ids = bool(area.rings or area.circles), within(area, positions)
    return {
        "sender": alert.sender[:200],
        "identifier": alert.identifier[:200],
        "sent_text": alert.sent_text[:60],
        "sent_at": alert.sent,
        "status": str(alert.status or ""),
        "msg_type": str(alert.msg_type or ""),
        "references": [list(each) for each in alert.references],
        "topic": (infos[0].event if infos else "")[:200],
        "headlines": {
            (info.language or "en").split("-")[0].lower()[:8]: (info.headline or info.event)[:300]
            for info in reversed(infos)
        },
        "severity": str(worst.severity or "") if worst else "",
        "urgency": str(worst.urgency or "") if worst else "",
        "certainty": str(worst.certainty or "") if worst else "",
        "begins_at": min(begins, default=None),
        "expires_at": max(ends, default=None),
        "area_text": "; ".join(
            dict.fromkeys(area.description for info in infos for area in info.areas)
        )[:300],
        "area_is_known": is_known,
        "place_ids": place_ids,
        "concerns_us": rules.is_meant(str(alert.status or ""))
        and (bool(place_ids) or not is_known),
    }


def within(area: Area, positions: Sequence[tuple[int, float, float]]) -> list[int]:
    """Return the numbers of the places that lie in it."""
    if not positions:
        return []
    where = np.array([(lat, lon) for _pk, lat, lon in positions], dtype=float)
    holds = area.holds(where[:, 0], where[:, 1])
    return [pk for (pk, _lat, _lon), is_in in zip(positions, holds, strict=True) if is_in]


def _tie(event: Event, rows: list[Alert]) -> None:
    """Find the earlier one that each means; hold what means one that is not here.

    What waited for one of these is held no longer.
    """
    everything = Alert.objects.filter(event=event)
    for row in rows:
        if row.references:
            row.refers = _meant(row, everything)
        elif row.msg_type not in {"Update", "Cancel"}:
            continue
        if row.refers is None and row.msg_type in {"Update", "Cancel"}:
            row.state = S.HELD.value
        row.save(update_fields=["refers", "state"])
    if any(row.msg_type in {"Alert", "Update"} for row in rows):
        for held in everything.filter(state=S.HELD):
            if earlier := _meant(held, everything):
                held.refers, held.state = earlier, S.NEW.value
                held.save(update_fields=["refers", "state"])


def _meant(row: Alert, everything: Any) -> Alert | None:
    """Return the newest one here that it names; of its own sender only."""
    names = [name for sender, name, _sent in row.references if sender == row.sender]
    found = everything.filter(sender=row.sender, identifier__in=names).exclude(pk=row.pk)
    meant: Alert | None = found.order_by("-sent_at", "-pk").first()
    return meant


def _note(
    record: Any,
    rows: Sequence[Alert],
    feed: WarningFeed | None,
    *,
    by: Actor,
    at: datetime,
    quiet: bool,
) -> None:
    """Record them as one; leave word only where a place of ours may be meant, and not each time."""
    worst = min(rows, key=lambda row: (not row.concerns_us, rules.SEVERITIES.index(row.severity)))
    touching = sum(bool(row.place_ids) for row in rows)
    wanted = any(row.concerns_us for row in rows) and not quiet
    leads = who_may(Right.LEAD_CRISIS, by.here, at) if wanted else []
    entry = entries.WarningsReceived(
        number=len(rows),
        touching=touching,
        source=feed.name if feed else (worst.sender or by.name),
        alert_id=worst.pk,
        headline=_headline(worst),
    )
    record(entry, tell=[each for each in leads if each != by.person_id])


def _headline(row: Alert) -> str:
    return row.headline if row.is_real else f"{EXERCISE}: {row.headline}"
