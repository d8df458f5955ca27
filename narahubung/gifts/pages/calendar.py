"""The rules with what each version holds, the organiser's own rule, the table of holidays."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.gifts import commands, queries
from narahubung.gifts.forms import Day, Days, TermsForm, Year
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.kit.zones import zone


@require_GET
@guard(Right.SEE_GIFTS, Right.REPORT_GIFT)
def rules(request: MemberRequest) -> HttpResponse:
    """Which rule holds when, and what is to be confirmed."""
    return _rules(request)


@require_POST
@guard(Right.KEEP_GIFTS)
def terms(request: MemberRequest) -> HttpResponse:
    """Set the organiser's own rule."""
    form = TermsForm(request.POST)
    if not form.is_valid():
        return _rules(request, form=form, status=422)
    once(commands.set_gift_terms, request, **form.cleaned_data)
    return done(request, "gifts:rules", topic="gifts", says=_("Stored."), slug=request.event.slug)


@require_GET
@guard(Right.SEE_GIFTS, Right.REPORT_GIFT)
def holidays(request: MemberRequest) -> HttpResponse:
    """The table of holidays."""
    return _holidays(request)


@require_http_methods(["POST"])
@guard(Right.KEEP_GIFTS)
def add_holiday(request: MemberRequest) -> HttpResponse:
    """Put a day into the table."""
    form = Day(request.POST)
    if not form.is_valid():
        return _holidays(request, form=form, status=422)
    once(commands.add_holiday, request, **form.cleaned_data)
    return _stored(request, _("Added. Last days are counted anew."))


@require_POST
@guard(Right.KEEP_GIFTS)
def adopt_holidays(request: MemberRequest) -> HttpResponse:
    """Take over the holidays that have a fixed day."""
    form = Year(request.POST)
    if not form.is_valid():
        return _holidays(request, year_form=form, status=422)
    once(commands.adopt_holidays, request, year=form.cleaned_data["year"])
    return _stored(request, _("Taken over. Add what follows the moon from the joint decree."))


@require_POST
@guard(Right.KEEP_GIFTS)
def paste_holidays(request: MemberRequest) -> HttpResponse:
    """Put the days of the joint decree into the table, many at once."""
    form = Days(request.POST)
    if not form.is_valid():
        return _holidays(request, days_form=form, status=422)
    once(commands.paste_holidays, request, **form.cleaned_data)
    return _stored(request, _("Added. Last days are counted anew."))


@require_POST
@guard(Right.KEEP_GIFTS)
def remove_holiday(request: MemberRequest, holiday_id: int) -> HttpResponse:
    """Take a day out of the table."""
    once(commands.remove_holiday, request, holiday_id=holiday_id)
    return _stored(request, _("Removed. Last days are counted anew."))


def _rules(
    request: MemberRequest, *, form: TermsForm | None = None, status: int = 200
) -> HttpResponse:
    after, today = last_entry_id(), request.at.astimezone(zone(request.event.zone)).date()
    found = queries.rules_page(event=request.event, by=request.by, today=today)
    house = found.house
    usual = TermsForm(
        initial={
            "limit_idr": house.limit_idr,
            "hand_in_days": house.hand_in_days,
            "joint_leave_is_off": house.joint_leave_is_off,
            "reminder_days": " ".join(map(str, house.reminder_days)),
            "upg": house.upg,
        }
    )
    return show(
        request,
        "gifts/rules",
        status=status,
        rules=found,
        form=form or usual,
        live_topics=["gifts"],
        live_after=after,
    )


def _holidays(
    request: MemberRequest,
    *,
    form: Day | None = None,
    days_form: Days | None = None,
    year_form: Year | None = None,
    status: int = 200,
) -> HttpResponse:
    after = last_entry_id()
    year = request.at.astimezone(zone(request.event.zone)).year
    return show(
        request,
        "gifts/holidays",
        status=status,
        holidays=queries.holidays(by=request.by),
        unconfirmed=queries.unconfirmed_years(event=request.event, this_year=year),
        form=form or Day(),
        days_form=days_form or Days(),
        year_form=year_form or Year(initial={"year": year}),
        may_keep=request.by.may(Right.KEEP_GIFTS),
        live_topics=["holidays"],
        live_after=after,
    )


def _stored(request: MemberRequest, says: str) -> HttpResponse:
    slug = request.event.slug
    return done(request, "gifts:holidays", topic="holidays", says=says, slug=slug)
