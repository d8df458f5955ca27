"""One search over everything a person may see."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.kit.web import show
from narahubung.movements.queries import find
from narahubung.parties.queries import Found


@require_GET
@guard(Right.SEE_EVENT, Right.SEE_PARTY)
def search(request: MemberRequest) -> HttpResponse:
    """Delegations, people, officers, places, departments, plates, programme."""
    text = request.GET.get("q", "").strip()[:80]
    found = find(by=request.by, text=text, limit=40) if text else []
    slug = request.event.slug
    return show(
        request,
        "desks/search",
        q=text,
        rows=[(one, _address(one, slug)) for one in found],
    )


def _address(one: Found, slug: str) -> str:
    """Return the page that shows it: the delegation's sheet where it belongs to one."""
    name, kwargs, place = {
        "party": ("desks:sheet", {"code": one.code}, ""),
        "officer": ("assignments:officers", {}, ""),
        "item": ("programme:list", {}, f"#item-{one.id}"),
        "vehicle": ("movements:trips", {}, "?" + urlencode({"car": one.code})),
        "department": ("desks:who", {}, ""),
        "contact": ("desks:who", {}, ""),
    }.get(one.kind, ("desks:sheet", {"code": one.party}, ""))
    try:
        return reverse(name, kwargs={"slug": slug, **kwargs}) + place
    except NoReverseMatch:
        return ""
