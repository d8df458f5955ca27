"""People and roles of an event: who is in, what they hold, letters, devices."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts import commands, queries
from narahubung.accounts.forms import GiveRole, NewPerson
from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.models import TieKind
from narahubung.accounts.pages.passes import card_of
from narahubung.accounts.roles import ROLES, Right
from narahubung.journal.reading import history
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show

ON_ONE_PAGE = 50


@guard(Right.MANAGE_PEOPLE)
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Who has a part in this event, by name; `q` searches, `role` filters."""
    words, role = request.GET.get("q", ""), request.GET.get("role", "")
    found = queries.people(request.by, at=request.at, words=words, role=role)
    page = Paginator(found, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "accounts/people",
        page=page,
        rows=queries.people_rows(list(page.object_list), request.by, at=request.at),
        words=words,
        role=role,
        roles=[(code, row.name) for code, row in ROLES.items()],
        query=urlencode({"q": words, "role": role}),
        live_topics=["people"],
    )


@guard(Right.MANAGE_PEOPLE, writes=True)
def add(request: MemberRequest) -> HttpResponse:
    """Give somebody a part in this event: a new account, or one from another event."""
    form = NewPerson(request.POST or None, **_choices(request))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            person = commands.bring_in(
                username=facts["username"],
                full_name=facts["full_name"],
                language=facts["language"],
                known=facts["known"],
                **_role(facts),
                by=request.by,
                at=request.at,
                key=request.key,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            says = _("{name} has a part in this event now.").format(name=person)
            return _back(request, person.pk, says)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/add.html", {"form": form}, status=status)


@guard(Right.MANAGE_PEOPLE)
@require_safe
def person(request: MemberRequest, person_id: int) -> HttpResponse:
    """One account: roles, letters, devices, history."""
    sheet = queries.person_sheet(request.by, person_id=person_id, at=request.at)
    topic = f"person:{person_id}"
    return show(
        request,
        "accounts/person",
        sheet=sheet,
        form=GiveRole(**_choices(request)),
        history=history(topic=topic, by=request.by, limit=30),
        live_topics=[topic],
    )


@guard(Right.MANAGE_PEOPLE, writes=True)
@require_POST
def give(request: MemberRequest, person_id: int) -> HttpResponse:
    """Give a role to somebody who has a part in this event."""
    sheet = queries.person_sheet(request.by, person_id=person_id, at=request.at)
    form = GiveRole(request.POST, **_choices(request))
    if not form.is_valid():
        return show(request, "accounts/person", sheet=sheet, form=form, history=[], status=422)
    commands.grant(
        person_id=person_id,
        **_role(form.cleaned_data),
        by=request.by,
        at=request.at,
        key=request.key,
    )
    return _back(request, person_id, _("The role is given."))


@guard(Right.MANAGE_PEOPLE, writes=True)
@require_POST
def take(request: MemberRequest, person_id: int, reach_id: int) -> HttpResponse:
    """Take a role back."""
    commands.revoke(reach_id=reach_id, by=request.by, at=request.at, key=request.key)
    return _back(request, person_id, _("The role is taken back."))


@guard(Right.MANAGE_PEOPLE)
@require_POST
@never_cache
def letter(request: MemberRequest, person_id: int) -> HttpResponse:
    """Make an invitation and show it once, to be printed and handed over."""
    queries.person_sheet(request.by, person_id=person_id, at=request.at)
    token = commands.invite(person_id=person_id, by=request.by, at=request.at, key=request.key)
    return _letter(request, person_id, token)


@guard(Right.MANAGE_PEOPLE)
@require_POST
def revoke_letter(request: MemberRequest, person_id: int) -> HttpResponse:
    """Make the open invitation worthless."""
    queries.person_sheet(request.by, person_id=person_id, at=request.at)
    commands.revoke_invitation(person_id=person_id, by=request.by, at=request.at, key=request.key)
    return _back(request, person_id, _("The invitation is no longer good."))


@guard(Right.MANAGE_PEOPLE)
@require_POST
@never_cache
def reset(request: MemberRequest, person_id: int) -> HttpResponse:
    """Take password, second factors and sessions away, and show a new invitation."""
    queries.person_sheet(request.by, person_id=person_id, at=request.at)
    token = commands.reset_access(
        person_id=person_id, by=request.by, at=request.at, key=request.key
    )
    return _letter(request, person_id, token)


@guard(Right.MANAGE_PEOPLE)
@require_POST
def end_sessions(request: MemberRequest, person_id: int) -> HttpResponse:
    """Sign somebody out on all devices."""
    queries.person_sheet(request.by, person_id=person_id, at=request.at)
    count = commands.end_sessions(
        person_id=person_id, by=request.by, at=request.at, key=request.key
    )
    return _back(request, person_id, _("Signed out on {count} devices.").format(count=count))


@guard(Right.SEE_EVENT, Right.MANAGE_PEOPLE, Right.SEE_JOURNAL_BARE)
@require_safe
def roles(request: MemberRequest) -> HttpResponse:
    """Who may see and do what: the one table, readable by everybody with a part."""
    return render(request, "accounts/roles.html", {"rows": queries.role_table()})


def _choices(request: MemberRequest) -> dict[str, Any]:
    return {
        "roles": queries.roles_to_give(request.by),
        "tied": {
            kind: queries.tied_to(request.by, kind) for kind in (TieKind.PARTY, TieKind.DEPARTMENT)
        },
    }


def _role(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the role and only what it is tied to, whatever else was chosen."""
    scope = ROLES[facts["role"]].scope
    return {
        "role": facts["role"],
        "party_id": facts["party"] if scope == "party" else None,
        "department_id": facts["department"] if scope == "department" else None,
    }


def _back(request: MemberRequest, person_id: int, says: str) -> HttpResponse:
    return done(
        request,
        "accounts:person",
        slug=request.event.slug,
        person_id=person_id,
        topic=f"person:{person_id}",
        says=says,
    )


def _letter(request: MemberRequest, person_id: int, token: str) -> HttpResponse:
    sheet = queries.person_sheet(request.by, person_id=person_id, at=request.at)
    return render(
        request,
        "accounts/letter.html",
        {
            **card_of(request, reverse("invitation", args=[token])),
            "row": sheet.row,
            "zone": request.event.zone,
        },
    )
