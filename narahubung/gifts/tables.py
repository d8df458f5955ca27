"""The register as a table to open in Excel."""

from django.utils.translation import gettext as _

from narahubung.gifts.queries import Line, Register
from narahubung.gifts.words import DUE
from narahubung.kit.tables import Cell, Table


def register_table(found: Register, *, zone_name: str) -> Table:
    """Return the lines of a register with their values, where its reader may know them."""
    return Table(
        title=_("Register of gifts"),
        columns=[
            _("Number"),
            _("Direction"),
            _("Sort"),
            _("Description"),
            _("Quantity"),
            _("From whom"),
            _("For whom"),
            _("Delegation"),
            _("Declared by"),
            _("Received"),
            _("Place"),
            _("What was done"),
            _("Value"),
            _("Where it is"),
            _("Who has it"),
            _("What follows"),
            _("Article"),
            _("To be confirmed"),
            _("Due"),
            _("Last day"),
            _("Reported to the UPG"),
            _("Reported to the KPK"),
            _("Number of the KPK"),
            _("Decided"),
        ],
        rows=[_row(line) for line in found.lines],
        zone_name=zone_name,
        notes=[_("Confidential: values are for who keeps the register.")],
    )


def _row(line: Line) -> list[Cell]:
    judged, due = line.ruling.judgement, line.ruling.due
    return [
        line.code,
        line.direction_word,
        line.kind_word,
        line.item,
        line.quantity,
        line.giver,
        line.recipient,
        line.party.code if line.party else "",
        line.person,
        line.received_at,
        line.place,
        line.outcome_word,
        line.value,
        line.state_word,
        line.holder,
        judged.says,
        judged.article,
        " ".join(judged.unsure_said),
        str(DUE[due.step]),
        due.last,
        line.upg_on,
        line.kpk_on,
        line.kpk_number,
        line.decided_on,
    ]
