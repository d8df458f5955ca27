"""What stands around every page: cookies, tokens against forgery, frames, policies, redirects."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client

from conftest import NOON
from narahubung.accounts import commands
from narahubung.accounts.guards import all_pages
from narahubung.accounts.models import Person
from tests.oracle import OWN, WRITTEN
from tests.servers import ROOT, environment
from tests.test_role_matrix import BELOW, _filled, _words, addresses, world
from tests.world import World

__all__ = ["world"]  # the fixture
PASSWORD = "ginger tea at seven"
# A gateway tells here, a letter's link opens there: no cookies, the address is the key.
BY_ADDRESS = {
    "hooks/<str:token>/",
    "told/<int:telling_id>/<str:signature>/",
    "words/<int:follower_id>/<str:signature>/",
}


@pytest.fixture
def lia_with_password(lia: Any) -> Any:
    cache.clear()
    lia.set_password(PASSWORD)
    lia.save()
    return lia


def sign_in(client: Any, **more: Any) -> Any:
    return client.post("/accounts/login/", {"login": "lia", "password": PASSWORD, **more})


def test_every_post_asks_for_the_token_against_forgery(world: World, rini: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(rini, backend="allauth.account.auth_backends.AuthenticationBackend")
    open_doors = []
    by_address = {re.sub(r"<\w+:", "<", path) for path in BY_ADDRESS}
    for path in addresses():
        if "(?P" in path or "<rest>" in path or "<pk>" in path or path in by_address:
            continue
        page = WRITTEN["below_event"].get(path.removeprefix(BELOW), {})
        address = "/" + _filled(path, _words(world, page, OWN))
        for headers in ({}, {"origin": "https://evil.example"}, {"HX-Request": "true"}):
            answer = client.post(address, {"x": "y"}, headers=headers)
            if answer.status_code != 403:
                open_doors.append(f"{address} {headers} answers {answer.status_code}")
    assert not open_doors, "\n".join(open_doors)


def test_only_pages_whose_address_is_a_key_are_exempt_from_the_token() -> None:
    exempt = {
        path for path, pattern in all_pages() if getattr(pattern.callback, "csrf_exempt", False)
    }
    assert exempt == BY_ADDRESS


def test_a_session_gets_another_number_when_somebody_signs_in_and_ends_with_him(
    lia_with_password: Any, client: Any
) -> None:
    session = client.session
    session["before"] = "signing in"
    session.save()
    planted = session.session_key

    sign_in(client)
    inside = client.cookies["sessionid"].value
    assert inside != planted
    assert client.get("/account/").status_code == 200

    client.post("/accounts/logout/")
    for key in (planted, inside):
        stranger = Client()
        stranger.cookies["sessionid"] = key
        assert stranger.get("/account/").status_code == 302


def test_a_reset_ends_the_session_at_the_next_request(
    lia_with_password: Any, client: Any, sari: Any, event: Any, as_actor: Any
) -> None:
    sign_in(client)
    assert client.get("/account/").status_code == 200
    commands.reset_access(person_id=lia_with_password.pk, by=as_actor(sari, event), at=NOON)
    assert client.get("/account/").status_code == 302
    assert client.get("/e/arda-2026/day/ARD/").status_code == 302


def test_a_password_that_changes_ends_every_other_session(
    lia_with_password: Any, client: Any
) -> None:
    other = Client()
    for one in (client, other):
        sign_in(one)
    person = Person.objects.get(pk=lia_with_password.pk)
    person.set_password("tamarind at eight")
    person.save()
    assert client.get("/account/").status_code == 302
    assert other.get("/account/").status_code == 302


def test_who_is_not_there_is_told_from_who_mistyped_by_nothing(
    lia_with_password: Any, client: Any, django_assert_num_queries: Any
) -> None:
    """Neither by words nor by work: a password is hashed for a name that nobody has, too."""
    hashed = []
    import django.contrib.auth.hashers as hashers

    honest = hashers.MD5PasswordHasher.encode

    def encode(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return honest(self, password, salt)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashers.MD5PasswordHasher, "encode", encode)
        bodies = []
        for name in ("lia", "nobody-of-this-name"):
            hashed.clear()
            answer = client.post("/accounts/login/", {"login": name, "password": "wrong"})
            assert hashed == ["wrong"], name
            bodies.append(_bare(answer.content.decode()).replace(name, ""))
    assert bodies[0] == bodies[1]


def test_a_token_of_a_letter_or_a_calendar_cannot_be_guessed(
    lia: Any, sari: Any, event: Any, arda: Any, as_actor: Any
) -> None:
    """192 random bits: a limit of tries would only cost the one writer a turn for each of them."""
    from narahubung.programme.commands import open_calendar

    by = as_actor(sari, event)
    letters = {commands.invite(person_id=lia.pk, by=by, at=NOON) for _ in range(3)}
    calendars = {open_calendar(party_id=arda.pk, by=by, at=NOON) for _ in range(1)}
    assert len(letters) == 3
    assert all(len(token) >= 32 for token in letters | calendars)


@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/e/arda-2026/board/", "/e/arda-2026/nothing/", "/healthz"]
)
def test_every_answer_forbids_frames_and_scripts_of_others(
    address: str, rini: Any, signed_in: Any
) -> None:
    answer = signed_in(rini).get(address, headers={"origin": "https://evil.example"})

    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer
    policy = dict(
        [*part.strip().split(" ", 1), ""][:2]
        for part in answer["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert not re.search("unsafe|https?:|\\*", answer["Content-Security-Policy"])


@pytest.mark.parametrize(
    "evil",
    ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "board"],
)
def test_nobody_is_led_out_of_the_house(
    evil: str, lia_with_password: Any, client: Any, event: Any, arda: Any
) -> None:
    from narahubung.movements.models import Movement

    movement = Movement.objects.create(
        event=event, code="M1", party=arda, direction="arrival", planned_at=NOON
    )
    for answer in (
        sign_in(client, next=evil),
        client.post("/language/", {"language": "en", "next": evil}),
        client.post(
            "/e/arda-2026/movements/report/",
            {"movement": movement.pk, "status": "landed", "next": evil},
        ),
    ):
        assert answer.status_code == 302
        to = urljoin("https://house.example/here/", answer["Location"].replace("\\", "/"))
        assert to.startswith("https://house.example/")


def test_cookies_are_kept_from_scripts_and_other_sites(lia_with_password: Any, client: Any) -> None:
    sign_in(client)
    client.get("/e/arda-2026/day/ARD/")
    client.post("/e/arda-2026/day/ARD/seen/")
    kept = {name: cookie for name, cookie in client.cookies.items() if cookie.value}
    assert {"sessionid", "csrftoken", "nh_party", "nh_seen"} <= set(kept)
    for name, cookie in kept.items():
        assert cookie["samesite"] == "Lax", name
        assert cookie["httponly"] or name == "nh_language", name


def test_under_tls_cookies_and_the_browser_stay_with_it(tmp_path: Path) -> None:
    code = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
settings.STORAGES = {**settings.STORAGES, "staticfiles":
    {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
answer = Client(headers={"host": "lo.example.org"}).get("/healthz", secure=True)
refused = Client(headers={"host": "evil.example"}).get("/healthz", secure=True)
print(json.dumps([dict(answer.headers), refused.status_code,
    [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.CSRF_COOKIE_HTTPONLY]]))
"""
    more = {
        "NARAHUBUNG_ADDRESS": "https://lo.example.org",
        "NARAHUBUNG_HOSTS": "lo.example.org",
        "NARAHUBUNG_BEHIND_PROXY": "true",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(tmp_path / "home", more=more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    headers, refused, flags = json.loads(done.stdout)
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert refused == 400
    assert all(flags)
    assert not django_settings.SECURE_HSTS_SECONDS  # and never without


def _bare(page: str) -> str:
    return re.sub(r'nonce="[^"]*"|value="[^"]*"|"x-csrftoken": "[^"]*"', "", page)
