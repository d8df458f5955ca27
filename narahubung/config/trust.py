"""The page that helps phones to trust this installation's own authority. For anybody, also by http.

What it hands out is a public certificate; its fingerprint is shown to be compared with the one on
the organiser's screen.
"""

import plistlib
import ssl
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from narahubung.accounts.guards import anybody
from narahubung.config.tls import authority_file, fingerprint, outer_host
from narahubung.kit.web import show

_SPACE = uuid.UUID("b0e8cb54-8c9f-4f0c-9a77-6d1a1b0f6d52")
_OPEN = ("/trust/", "/static/")
_ALL = "0.0.0.0"  # noqa: S104 -- phones come over the network
_PORTS = {"https": 0, "trust": 0}


def listens_on(*, https: int, trust: int) -> None:
    """Remember the ports, for the addresses on the page. Called once by the server."""
    _PORTS.update(https=https, trust=trust)


def trust_address() -> str:
    """Return the plain http address of the page, as a phone in the same network reaches it."""
    return f"http://{outer_host(_ALL)}:{_PORTS['trust']}/trust/"


def https_address() -> str:
    """Return where to go once the phone trusts us."""
    return f"https://{outer_host(_ALL)}:{_PORTS['https']}/"


@anybody
@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    """Show what to do, step by step, for each kind of phone."""
    _certificate()
    address = trust_address() if _PORTS["trust"] else request.build_absolute_uri()
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    return show(
        request,
        "config/trust",
        address=address,
        picture=picture,
        fingerprint=fingerprint(Path(settings.HOME)),
        https=https_address() if _PORTS["https"] else "/",
    )


@anybody
@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """Hand out the authority's certificate, as Android, Windows and Linux take it."""
    der = ssl.PEM_cert_to_DER_cert(_certificate())
    return _file(der, "application/x-x509-ca-cert", "narahubung-ca.crt")


@anybody
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Hand out the certificate as a configuration profile, as iPhone, iPad and Mac take it."""
    der = ssl.PEM_cert_to_DER_cert(_certificate())
    name = "Narahubung"
    inner = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": "narahubung.ca",
        "PayloadUUID": str(uuid.uuid5(_SPACE, der.hex())).upper(),
        "PayloadDisplayName": name,
        "PayloadCertificateFileName": "narahubung-ca.crt",
        "PayloadContent": der,
    }
    outer = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": "narahubung.profile",
        "PayloadUUID": str(uuid.uuid5(_SPACE, f"profile {der.hex()}")).upper(),
        "PayloadDisplayName": name,
        "PayloadContent": [inner],
    }
    text = plistlib.dumps(outer)
    return _file(text, "application/x-apple-aspen-config", "narahubung.mobileconfig")


urlpatterns = [
    path("", trust, name="trust"),
    path("ca.crt", certificate, name="trust_certificate"),
    path("narahubung.mobileconfig", profile, name="trust_profile"),
]


Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


def only_trust(application: App, https_port: int) -> App:
    """Wrap the application for the plain http door: this page, or on to https."""

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_OPEN):
            await application(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin1")
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        where = "/trust/" if scope["path"] == "/" else f"https://{name}:{https_port}{scope['path']}"
        headers = [(b"location", where.encode()), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    return answer


def _certificate() -> str:
    found = authority_file(Path(settings.HOME))
    if not found.exists():
        raise Http404
    return found.read_text()


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
