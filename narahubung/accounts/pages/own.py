"""One's own account, and the invitation that begins it."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts import commands, queries
from narahubung.accounts.actors import actor_of
from narahubung.accounts.forms import NewPassword
from narahubung.accounts.guards import MemberRequest, anybody, key_of, members
from narahubung.kit import clock
from narahubung.kit.web import done


@members
@require_safe
def account(request: MemberRequest) -> HttpResponse:
    """Language, light, password, second factors, devices: all of one's own."""
    factors = Authenticator.objects.filter(user=request.user)
    return render(
        request,
        "accounts/account.html",
        {
            "passkeys": factors.filter(type=Authenticator.Type.WEBAUTHN).count(),
            "has_totp": factors.filter(type=Authenticator.Type.TOTP).exists(),
            "devices": UserSession.objects.filter(user=request.user).count(),
            "is_new": "new" in request.GET,
        },
    )


@members
@require_POST
def end_others(request: MemberRequest) -> HttpResponse:
    """Sign oneself out everywhere else."""
    commands.end_sessions(
        person_id=request.user.pk,
        keep=request.session.session_key or "",
        by=request.by,
        at=request.at,
        key=request.key,
    )
    return done(request, "account")


@anybody
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the invited person set a password, then in."""
    at = clock.now()
    person = queries.invited(token, at=at)
    form = NewPassword(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if request.user.is_authenticated:
            logout(request)  # the letter may be opened on a colleague's device
        person = commands.accept_invitation(
            token=token,
            password_hash=make_password(form.cleaned_data["password"]),
            by=actor_of(person, event_id=None, at=at),
            at=at,
            key=key_of(request),
        )
        # The password was typed this minute: it is not asked again before a passkey is added.
        record_authentication(request, person, method="password", reauthenticated=True)
        address = f"{reverse('account')}?new"
        answer: HttpResponse = perform_login(request, Login(user=person, redirect_url=address))
        return answer
    status = 422 if request.method == "POST" else 200
    return render(
        request, "accounts/invitation.html", {"form": form, "person": person}, status=status
    )
