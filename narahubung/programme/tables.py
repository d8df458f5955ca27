"""The programme as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from narahubung.kit.records import Certainty
from narahubung.kit.said import said
from narahubung.kit.tables import Table
from narahubung.programme.queries import ItemLine


def of_items(lines: Iterable[ItemLine], zone_name: str) -> Table:
    """Return the items of the programme as a table."""
    return Table(
        title=_("Programme"),
        zone_name=zone_name,
        columns=[
            _("Number"),
            _("Start"),
            _("End"),
            _("Title"),
            _("Place"),
            _("Room"),
            _("Who attends"),
            _("Delegations"),
            _("Dress"),
            _("State"),
            _("Started"),
            _("Ended"),
            _("Note"),
        ],
        rows=[
            [
                line.code,
                line.starts_at,
                line.ends_at,
                line.title,
                line.place,
                line.room,
                said(line.participants),
                " ".join(party.code for party in line.parties),
                said(line.dress),
                str(Certainty(line.certainty).label),
                line.actual_start_at,
                line.actual_end_at,
                line.note,
            ]
            for line in lines
        ],
    )
