"""The letter to an authority on paper, as one person may see it."""

from datetime import datetime

from django.utils.translation import override

from narahubung.accounts.models import Event
from narahubung.crisis.queries.notices import letter_to
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone, zone_label
from narahubung.reports.paper import data


def notice_letter(
    *, event: Event, notice_id: int, language: data.Language, by: Actor, at: datetime, url: str
) -> data.LetterSheet:
    """Return the sheet of a letter. Raises Notice.DoesNotExist."""
    with override(language):
        found = letter_to(notice_id=notice_id, language=language, by=by, at=at)
    return data.LetterSheet(
        event=event.name,
        code=f"{found.number}-{found.notice_id}",
        delegation=data.Name(text=""),
        zone=zone_label(event.zone, at),
        printed_at=at.astimezone(zone(event.zone)),
        url=url,
        to=found.to,
        subject=found.subject,
        is_draft=found.has_blanks,
        text=found.text,
        synthetic=bool(event.facts.get("synthetic")),
        language=language,
    )
