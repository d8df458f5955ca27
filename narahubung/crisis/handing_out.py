"""That a crisis is on, onto every screen of the event, rendered once for each language.

A name would make thousands of screens come for the same line at the worst moment. It says since
when, and where to look; what somebody may know besides stands on the page it leads to. Who sees the
crisis fetches his own line, with the next report due (topic `cadence`).
"""

import json
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.crisis.entries import CrisisBegun, CrisisEnded, CrisisTakenBack
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import IncidentState, Switch
from narahubung.crisis.queries.banner import Banner
from narahubung.journal.carrying import Holder, Word, carries, says_at_start, server_event
from narahubung.journal.reacting import Happened
from narahubung.kit.zones import zone_label


@carries(CrisisBegun, CrisisTakenBack, CrisisEnded)
def tell_every_screen(happened: Happened) -> Word | None:
    """Tell everybody of the event how it stands now."""
    if happened.event_id is None:
        return None
    event = Event.objects.get(pk=happened.event_id)
    switch = _last(event.pk)
    parts = {language: _part(event, switch, language) for language, _ in settings.LANGUAGES}
    people = frozenset(who_may(Right.SEE_EVENT, event.pk, happened.at))
    return Word(event_id=event.pk, addressees=people, parts=parts)


@says_at_start
def how_it_stands(holder: Holder, at: datetime) -> list[bytes]:
    """Tell who begins to listen, and who was away when it ended. One query where there was none."""
    switch = _last(holder.event_id)
    return [_part(switch.event, switch, holder.language)] if switch else []


def _last(event_id: int) -> Switch | None:
    done = Switch.objects.filter(event_id=event_id).exclude(confirmed_at=None)
    return done.select_related("incident", "event").order_by("-confirmed_at", "-pk").first()


def _part(event: Event, switch: Switch | None, language: str) -> bytes:
    html = ""
    since = switch.incident.crisis_since if switch else None
    if switch and since and switch.incident.state == IncidentState.CRISIS:
        with translation.override(language), timezone.override(event.zone):
            banner = Banner(since=since, number=None, due_at=None, is_late=False)
            html = render_to_string(
                "crisis/_banner.html",
                {"banner": banner, "slug": event.slug, "zone": zone_label(event.zone, since)},
            )
    return server_event("banner", json.dumps({"html": html.strip()}))
