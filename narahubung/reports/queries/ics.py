"""An ICS form of an incident on paper: the same blocks as on its page."""

from datetime import datetime

from narahubung.accounts.models import Event
from narahubung.crisis.queries.ics import Block, IcsForm
from narahubung.crisis.queries.ics_forms import ics_form as form_of
from narahubung.crisis.queries.ics_forms import message_form
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone, zone_label
from narahubung.reports.paper.data import Name
from narahubung.reports.paper.data_ics import FormBlock, FormSheet
from narahubung.reports.queries.card import language_now


def ics_form(
    *, event: Event, code: str, number: int, of: str, by: Actor, at: datetime, url: str
) -> FormSheet:
    """Return a form of an incident. Raises NoSuchForm; Incident.DoesNotExist."""
    return _sheet(form_of(code=code, number=number, of=of, by=by, at=at), event, at, url)


def general_message(
    *, event: Event, message_id: int, by: Actor, at: datetime, url: str
) -> FormSheet:
    """Return form 213. Raises GeneralMessage.DoesNotExist."""
    return _sheet(message_form(message_id=message_id, by=by, at=at), event, at, url)


def _sheet(form: IcsForm, event: Event, at: datetime, url: str) -> FormSheet:
    return FormSheet(
        event=event.name,
        code=form.code,
        delegation=Name(text=form.name),
        beside=form.name_id,
        incident=str(form.incident),
        zone=zone_label(event.zone, at),
        printed_at=at.astimezone(zone(event.zone)),
        url=url,
        blocks=[_block(block) for block in form.blocks],
        sensitive=form.sensitive,
        wide=form.wide,
        synthetic=bool(event.facts.get("synthetic")),
        language=language_now(),
    )


def _block(block: Block) -> FormBlock:
    return FormBlock(
        number=block.number,
        title=block.title,
        text=block.text,
        pairs=block.pairs,
        heads=block.heads,
        rows=block.rows,
        widths=block.widths,
        empty=block.empty,
    )
