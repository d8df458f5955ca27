"""Looking into the journal. Everything a person reads goes through `visible_to(by)`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from narahubung.journal.acting import Entry
from narahubung.journal.facts import from_text
from narahubung.journal.models import Act, StoredEntry, Topic
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of history as one person may read it. `says` is None where he may not read it."""

    id: int
    at: datetime
    recorded_at: datetime
    by: str
    door: str
    kind: str
    says: str | None
    party_id: int | None
    mark: str


def kinds() -> dict[str, type[Entry]]:
    """Return every kind of entry that the rooms declare, by its name."""
    return dict(Entry.known)


def decoded(row: StoredEntry) -> Entry | None:
    """Return the typed entry, or None for a kind this version no longer knows."""
    entry_class = Entry.known.get(row.kind)
    return from_text(entry_class, row.version, row.facts) if entry_class else None


def history(*, topic: str, by: Actor, limit: int = 100) -> list[Line]:
    """Return what happened to one thing, newest first, as this person may read it. One query."""
    rows = StoredEntry.objects.filter(named__name=topic)
    return lines(rows.order_by("-id")[:limit], by)


def recent(
    *,
    by: Actor,
    before: int | None = None,
    kind: str = "",
    party_id: int | None = None,
    since: datetime | None = None,
    limit: int = 100,
) -> list[Line]:
    """Return the event's journal, newest first, cut to what this person may know. One query."""
    rows = StoredEntry.objects.filter(_visible(by)).order_by("-id")
    if before:
        rows = rows.filter(id__lt=before)
    if kind:
        rows = rows.filter(kind__startswith=kind)
    if party_id:
        rows = rows.filter(party_id=party_id)
    if since:
        rows = rows.filter(act__recorded_at__gte=since)
    return lines(rows[:limit], by)


def lines(rows: Iterable[StoredEntry] | QuerySet[StoredEntry], by: Actor) -> list[Line]:
    """Turn stored entries into readable lines, hiding what this person may not read."""
    if isinstance(rows, QuerySet):
        rows = rows.select_related("act")
    found, told = [], set()
    for row in rows:
        if not _known_to(by, row):
            continue
        entry = decoded(row) if _readable(by, row) else None
        says = entry.sentence() if entry else None
        if says and (row.act_id, says) in told:
            continue  # one act tells both parties of a meeting; who may read both reads it once
        told.add((row.act_id, says))
        found.append(
            Line(
                id=row.id,
                at=row.act.at,
                recorded_at=row.act.recorded_at,
                by=row.act.by_name,
                door=row.act.door,
                kind=row.kind,
                says=says,
                party_id=row.party_id,
                mark=row.mark,
            )
        )
    return found


def readable(
    *,
    topics: Collection[str],
    kinds_wanted: Collection[str],
    since: datetime,
    by: Actor,
    limit: int = 500,
) -> list[tuple[Line, Entry]]:
    """Return what was recorded of these topics and kinds since then and this person may read.

    The newest first, each once; the line and the entry itself. One query.
    """
    named = Topic.objects.filter(name__in=topics).values("entry")
    rows = StoredEntry.objects.filter(
        pk__in=named, kind__in=kinds_wanted, event_id=by.event_id, act__recorded_at__gte=since
    )
    found = []
    for row in rows.select_related("act").order_by("-id")[:limit]:
        line = next(iter(lines([row], by)), None)
        entry = decoded(row) if line and line.says is not None else None
        if line and entry:
            found.append((line, entry))
    return found


def doers_of(keys: Collection[UUID]) -> dict[UUID, int]:
    """Return whose acts have these keys, of those that are acts; 0 for the house. One query."""
    found = Act.objects.filter(pk__in=keys).values_list("id", "by_id")
    return {key: by_id or 0 for key, by_id in found}


def last_doer(topic: str) -> tuple[int | None, str] | None:
    """Return who changed this last (person, name), None where nothing is known of it."""
    rows = StoredEntry.objects.filter(named__name=topic).order_by("-id")
    return rows.values_list("act__by_id", "act__by_name").first()


def newest(*kinds: type[Entry], topic: str, since: datetime, by: Actor) -> Entry | None:
    """Return the last entry of these kinds on a topic since then that this person may read.

    None where there is none. One query.
    """
    wanted = [one.kind for one in kinds]
    found = readable(topics=[topic], kinds_wanted=wanted, since=since, by=by, limit=1)
    return found[0][1] if found else None


def times_named(topics: Collection[str]) -> dict[str, int]:
    """Return how many entries named each topic: a number that only grows. One query."""
    rows = Topic.objects.filter(name__in=topics).values_list("name").order_by()
    return dict(rows.annotate(times=Count("pk")))


def entries_after(
    last_id: int,
    *,
    kinds_wanted: Collection[str] = (),
    with_word: bool = False,
    limit: int = 500,
) -> list[StoredEntry]:
    """Return what happened since `last_id`, in commit order (see acting._append). One query.

    with_word: only what leaves word for somebody.
    """
    rows = StoredEntry.objects.filter(pk__gt=last_id).select_related("act").order_by("id")
    if kinds_wanted:
        rows = rows.filter(kind__in=kinds_wanted)
    if with_word:
        rows = rows.exclude(tell="")
    return list(rows[:limit])


def kinds_after(last_id: int) -> set[str]:
    """Return the kinds of what happened since `last_id`. One query."""
    return set(StoredEntry.objects.filter(pk__gt=last_id).values_list("kind", flat=True).distinct())


def steps_after(last_id: int, *, event_id: int, limit: int = 300) -> list[tuple[int, str]]:
    """Return number and kind of what happened in an event since `last_id`, in order. One query."""
    rows = StoredEntry.objects.filter(event_id=event_id, pk__gt=last_id).order_by("id")
    return list(rows.values_list("id", "kind")[:limit])


def last_entry_id() -> int:
    """Return the id of the newest entry, 0 when there is none."""
    return StoredEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def last_entry_naming(topic: str) -> int:
    """Return the id of the newest entry that announced this topic, 0 when none did. One query.

    What a topic's screens show can be kept as long as this number stays.
    """
    named = Topic.objects.filter(name=topic).order_by("-entry_id")
    return named.values_list("entry_id", flat=True).first() or 0


def topics_after(last_id: int, *, until: int | None = None) -> set[str]:
    """Return the names of what changed since `last_id` (and up to `until`). One query."""
    topics = Topic.objects.filter(entry_id__gt=last_id)
    if until is not None:
        topics = topics.filter(entry_id__lte=until)
    return set(topics.values_list("name", flat=True).distinct())


def _visible(by: Actor) -> Q:
    """Return the entries of the actor's event that he may know of; content is cut per line."""
    if "house" in by.roles:
        return Q() if by.event_id is None else Q(event_id=by.event_id)
    event = Q(event_id=by.event_id) if by.event_id is not None else Q(event_id__isnull=True)
    if "see_journal" in by.everywhere or "see_journal_bare" in by.everywhere:
        return event
    return event & Q(party_id__in=by.own)


def _known_to(by: Actor, row: StoredEntry) -> bool:
    if "house" in by.roles:
        return True
    if row.event_id != by.event_id:
        return False
    return (
        "see_journal" in by.everywhere or "see_journal_bare" in by.everywhere or _readable(by, row)
    )


def _readable(by: Actor, row: StoredEntry) -> bool:
    rights = row.right.split()
    return "house" in by.roles or all(by.may_for(right, row.party_id) for right in rights)


def last_signs(event_id: int, person_ids: Collection[int]) -> dict[int, datetime]:
    """Return when each person last did anything in an event, by his own clock. One query."""
    acts = Act.objects.filter(event_id=event_id, by_id__in=person_ids)
    return dict(acts.values_list("by_id").annotate(Max("at")))
