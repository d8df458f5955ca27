"""The ledger of a delegation: what its needs cost, who pays, and who signed."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.tables import Table, as_workbook
from narahubung.kit.web import done, show
from narahubung.needs import answer_forms as forms
from narahubung.needs import commands, queries
from narahubung.needs.pages.shared import checked
from narahubung.parties.models import Party


@require_GET
@guard(Right.RAISE_NEED)
def charges(request: MemberRequest, code: str) -> HttpResponse:
    """Show the ledger; `?as=xlsx` hands it out."""
    party = _party(request, code)
    ledger = queries.charges_of(party_id=party.pk, by=request.by)
    if request.GET.get("as") == "xlsx":
        return as_workbook(_table(request, party, ledger), at=request.at)
    return show(
        request,
        "needs/charges",
        party={"code": party.code, "name": party.name, "flag": party.iso_alpha2},
        ledger=ledger,
        live_topics=[f"party:{party.pk}"],
        party_id=party.pk,
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.RAISE_NEED, writes=True)
def sign(request: MemberRequest, code: str) -> HttpResponse:
    """Record who of the delegation signed what is open."""
    party = _party(request, code)
    name = checked(forms.SignForm(request.POST)).cleaned_data["name"]
    once(commands.sign_costs, request, party_id=party.pk, name=name)
    return done(
        request,
        "needs:charges",
        slug=request.event.slug,
        code=party.code,
        topic=f"party:{party.pk}",
        says=_("Signed."),
    )


def _party(request: MemberRequest, code: str) -> Party:
    return Party.objects.visible_to(request.by, Right.RAISE_NEED).get(code=code)


def _table(request: MemberRequest, party: Party, ledger: queries.Charges) -> Table:
    return Table(
        title=_("Charges {code}").format(code=party.code),
        columns=[
            _("Request"),
            _("When"),
            _("What"),
            _("Amount"),
            _("Currency"),
            _("Who pays"),
            _("Written by"),
            _("Signed by"),
            _("Signed"),
        ],
        rows=[
            (
                line.code,
                line.at,
                line.what,
                float(line.amount),
                line.currency,
                line.payer_word,
                line.by_name,
                line.signed_by,
                line.signed_at,
            )
            for line in ledger.lines
            if not line.struck
        ],
        zone_name=request.event.zone,
        notes=[party.name],
    )
