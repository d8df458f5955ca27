"""The position guide, and who sits where in the car."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.commands import correct_event
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done, show
from narahubung.parties.models import Party
from narahubung.protocol import commands
from narahubung.protocol.forms import CarForm, SeatAskForm, SeatRule
from narahubung.protocol.models import SeatAsk
from narahubung.protocol.queries import positions, seats
from narahubung.protocol.rules.seats import driver_of, honour_of


@require_GET
@guard(Right.SEE_PLACES)
def guide(request: MemberRequest) -> HttpResponse:
    """Every situation as a picture from the officer's own eyes."""
    return show(
        request,
        "protocol/positions",
        pictures=positions.pictures(),
        occasions=positions.by_occasion(),
    )


@require_GET
@guard(Right.SEE_PLACES)
def car(request: MemberRequest) -> HttpResponse:
    """The seats of a vehicle, for any guest; then for each delegation one serves."""
    return _car(request)


@require_POST
@guard(Right.MANAGE_EVENT, writes=True)
def rule(request: MemberRequest) -> HttpResponse:
    """Say where this event seats a principal."""
    form = SeatRule(request.POST)
    if not form.is_valid():
        return _car(request, rule_form=form, status=422)
    policy = {**request.event.policy, **form.cleaned_data}
    once(correct_event, request, event_id=request.event.pk, values={"policy": policy})
    return done(request, "protocol:car_seats", slug=request.event.slug, says=_("Stored."))


@require_GET
@guard(Right.SEE_PLACES)
def car_of(request: MemberRequest, code: str) -> HttpResponse:
    """The seats for one delegation, with what its security asks for."""
    return _car(request, _party(request, code))


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_PLACES, writes=True)
def ask(request: MemberRequest, code: str) -> HttpResponse:
    """Note what a delegation's security asks for."""
    party = _party(request, code)
    row = SeatAsk.objects.visible_to(request.by).filter(party=party).first()
    names = ("told_by", "seat", "front", "beside", "officer_in", "note")
    initial = {name: getattr(row, name) for name in names} if row else {}
    form = SeatAskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        once(commands.ask_seats, request, party_id=party.pk, **form.cleaned_data)
        return done(
            request,
            "protocol:car_of",
            slug=request.event.slug,
            code=party.code,
            topic=f"party:{party.pk}",
            says=_("Stored. It goes before the custom of the event."),
        )
    status = 422 if form.is_bound else 200
    return show(request, "protocol/seat_ask", form=form, of=party, status=status)


def _party(request: MemberRequest, code: str) -> Party:
    return Party.objects.visible_to(request.by, Right.SEE_PLACES).get(code=code)


def _car(
    request: MemberRequest,
    party: Party | None = None,
    *,
    rule_form: SeatRule | None = None,
    status: int = 200,
) -> HttpResponse:
    form = CarForm(request.GET or None)
    policy = request.event.policy
    rows = Party.objects.visible_to(request.by, Right.SEE_PLACES).order_by("name_en")
    riders = seats.riders_of(by=request.by, party=party) if party else seats.usual_riders()
    initial = {"seat_of_honour": honour_of(policy), "driver_side": driver_of(policy)}
    return show(
        request,
        "protocol/car",
        car=seats.car_of(
            event=request.event,
            kind=form.chosen(),
            riders=riders,
            by=request.by,
            party_id=party.pk if party else None,
        ),
        kinds=seats.kinds(),
        of=party,
        parties=rows,
        rule_form=rule_form or SeatRule(initial=initial),
        may_rule=Right.MANAGE_EVENT in request.by.everywhere,
        status=status,
    )
