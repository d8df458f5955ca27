"""A new key signs badges; the older ones end at a moment."""

from datetime import datetime
from uuid import UUID

from narahubung.access import codes, entries, keys
from narahubung.access.models import Badge, BadgeState, KeyEnd
from narahubung.access.rules.keys import WORN, check_current
from narahubung.access.rules.people import check_can_accredit, check_reason
from narahubung.accounts.models import Event
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def replace_key(
    *,
    ends_at: datetime,
    why: str,
    shown_key: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> KeyEnd:
    """Make a new signing key. Badges of older ones open this event's gates until `ends_at`.

    What was not printed yet is signed anew at once; what was printed or handed out has to be
    replaced. A moment that is over ends the older ones now. shown_key: the id of the key that
    the page showed. Raises NotYours, NeedsAReason, AnotherCame.
    """
    with act(by=by, at=at, key=key) as record:
        check_can_accredit(by)
        check_reason(why)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        old = keys.current().id
        check_current(old, shown_key)
        keys.make(after=old)
        new = keys.current()
        rows = list(Badge.objects.filter(event=event).exclude(key=new.id))
        ready = [row for row in rows if row.state == BadgeState.READY]
        for row in ready:
            row.key = new.id
            row.digest = codes.digest_of(
                codes.make(event_id=event.pk, serial=row.serial, key=new.id, private=new.private)
            )
        Badge.objects.bulk_update(ready, ["key", "digest"])
        worn = [row for row in rows if row.state in WORN]
        ended = set(KeyEnd.objects.filter(event=event).values_list("key", flat=True))
        told = {row.key for row in rows if row not in ready} | {old}
        made = [
            KeyEnd(
                event=event,
                key=name,
                successor=new.id,
                ends_at=max(ends_at, at),
                why=why.strip()[:300],
                reprints=sum(row.key == name for row in worn),
                made_at=at,
                made_by_name=by.name,
            )
            for name in sorted(told - ended)
        ]
        KeyEnd.objects.bulk_create(made)
        record(
            entries.KeyReplaced(
                old=old,
                new=new.id,
                ends_at=max(ends_at, at).isoformat(),
                reprints=len(worn),
                why=why.strip()[:300],
                name=by.name,
            )
        )
    return KeyEnd.objects.get(event_id=by.here, key=old)
