"""A delegation's steps as a workbook."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.duties.queries import StepLine, steps_of, whose_of
from narahubung.kit.tables import Table, as_workbook
from narahubung.parties.models import Party


@require_GET
@guard(Right.SEE_DUTIES)
def steps(request: MemberRequest, code: str) -> HttpResponse:
    """Answer with all steps of a party, in the order of time."""
    party = Party.objects.visible_to(request.by, Right.SEE_DUTIES).get(code=code)
    lines = steps_of(party_id=party.pk, by=request.by, at=request.at)
    title = _("Duties {code}").format(code=party.code)
    whose = whose_of(lines, by=request.by)
    return as_workbook(_table(title, lines, whose, request.event.zone), at=request.at)


def _table(title: str, lines: list[StepLine], whose: dict[int, str], zone_name: str) -> Table:
    return Table(
        title=title,
        zone_name=zone_name,
        columns=[
            _("Due"),
            _("List"),
            _("Step"),
            _("What"),
            _("For"),
            _("Place"),
            _("Who"),
            _("State"),
            _("Looks done"),
            _("Looks"),
            _("Late"),
            _("Last looked at by"),
            _("Last looked at"),
            _("Evidence"),
        ],
        rows=[
            [
                line.at,
                line.title,
                line.code,
                line.text,
                line.on,
                line.place,
                whose[line.id],
                line.state_word,
                line.done,
                line.of,
                _("late") if line.is_late else "",
                line.by,
                line.by_at,
                line.evidence,
            ]
            for line in lines
        ],
    )
