import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.core.cache import cache

from conftest import NOON
from narahubung.accounts import commands
from narahubung.accounts.models import Person

PASSWORD = "ginger tea at seven"


@pytest.fixture(autouse=True)
def no_tries_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def lia_with_password(lia: Any) -> Any:
    lia.set_password(PASSWORD)
    lia.save()
    return lia


def sign_in(client: Any, password: str = PASSWORD, **more: Any) -> Any:
    client.cookies["nh_language"] = "en"
    return client.post("/accounts/login/", {"login": "lia", "password": password}, **more)


def totp(secret: str, at: float) -> str:
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at // 30)), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def test_passwords_are_kept_with_argon2() -> None:
    from narahubung.config import settings

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_nobody_signs_up(client: Any, db: None) -> None:
    page = client.post(
        "/accounts/signup/", {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert page.status_code == 404
    assert not Person.objects.filter(username="eve").exists()


def test_after_five_wrong_tries_a_right_password_must_wait_too(
    lia_with_password: Any, client: Any
) -> None:
    for _ in range(5):
        assert b"Wait five minutes" not in sign_in(client, "wrong").content
    # Another name of the same machine is no way around it.
    page = sign_in(client, PASSWORD, headers={"host": "other.example.org"})

    assert page.status_code == 200
    assert b"Wait five minutes" in page.content
    assert "_auth_user_id" not in client.session


def test_the_coordinator_opens_the_way_again(
    lia_with_password: Any, sari: Any, event: Any, as_actor: Any, client: Any
) -> None:
    for number in range(6):
        sign_in(client, "wrong", REMOTE_ADDR=f"192.0.2.{number}")

    token = commands.reset_access(person_id=lia_with_password.pk, by=as_actor(sari, event), at=NOON)
    new = "tamarind at eight o'clock"
    client.post(f"/invitation/{token}/", {"password": new, "again": new})
    client.post("/accounts/logout/")

    assert sign_in(client, new, REMOTE_ADDR="192.0.2.99").status_code == 302


def test_time_opens_the_way_again(lia_with_password: Any, client: Any, monkeypatch: Any) -> None:
    for number in range(6):
        sign_in(client, "wrong", REMOTE_ADDR=f"192.0.2.{number}")
    later = time.time() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)

    assert sign_in(client, REMOTE_ADDR="192.0.2.99").status_code == 302


def test_a_second_step_is_asked_where_there_is_one(lia_with_password: Any, client: Any) -> None:
    sign_in(client)
    page = client.get("/accounts/2fa/totp/activate/")
    if page.status_code == 302:  # asks for the password once more
        client.post(page["Location"], {"password": PASSWORD})
        page = client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    done = client.post("/accounts/2fa/totp/activate/", {"code": totp(secret, time.time())})
    assert done.status_code == 302
    client.post("/accounts/logout/")
    cache.clear()  # a code is taken once; this is the same half minute

    step = sign_in(client)

    assert step["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/account/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post("/accounts/2fa/authenticate/", {"code": totp(secret, time.time())})
    assert right.status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_redirect_stays_in_the_house(lia_with_password: Any, client: Any) -> None:
    for evil in ("//evil.example", "https://evil.example/", "javascript:alert(1)"):
        answer = client.post(
            f"/accounts/login/?next={evil}",
            {"login": "lia", "password": PASSWORD, "next": evil},
        )
        assert answer["Location"] == "/"
        client.post("/accounts/logout/")
        answer = client.post("/language/", {"language": "en", "next": evil})
        assert answer["Location"] == "/"


def test_ending_a_session_ends_it(
    lia_with_password: Any, client: Any, sari: Any, event: Any, as_actor: Any
) -> None:
    sign_in(client)
    other = type(client)()
    sign_in(other)
    assert UserSession.objects.filter(user=lia_with_password).count() == 2

    client.post("/account/end-others/")
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200

    by = as_actor(sari, event)
    commands.end_sessions(person_id=lia_with_password.pk, by=by, at=NOON)
    assert client.get("/account/").status_code == 302


def test_a_language_is_kept_on_every_device(lia_with_password: Any, client: Any) -> None:
    sign_in(client)
    answer = client.post("/language/", {"language": "id", "next": "/account/"})

    assert answer["Location"] == "/account/"
    assert answer.cookies["nh_language"].value == "id"
    other = type(client)()
    sign_in(other)
    assert other.get("/account/")["Content-Language"] == "id"


def test_cookies_are_kept_from_scripts() -> None:
    assert django_settings.SESSION_COOKIE_HTTPONLY
    assert django_settings.SESSION_COOKIE_SAMESITE == "Lax"


PAGES_OF_THE_LIBRARY = [
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_librarys_pages_speak_with_our_words(
    lia_with_password: Any, client: Any, language: str
) -> None:
    lia_with_password.language = language
    lia_with_password.save()
    client.cookies["nh_language"] = language
    outside = client.get("/accounts/login/").content.decode()
    client.post("/accounts/login/", {"login": "lia", "password": PASSWORD})
    asked = {"/accounts/login/": outside}
    for address in PAGES_OF_THE_LIBRARY:
        asked[address] = client.get(address, follow=True).content.decode()

    own = {"id": "Kata sandi", "en": "Password"}[language]
    assert own in outside
    for address, page in asked.items():
        assert f'<html lang="{language}"' in page, address
        assert "placeholder=" not in page, address
        assert not re.search("Username|Remember Me|Master key|Security Key|reset link", page), (
            address
        )
        if language == "id":
            assert not re.search("Password|Sign in|Recovery|Code", plain(page)), address


def plain(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0])


def test_what_the_library_tells_is_shown_on_the_next_page(
    lia_with_password: Any, client: Any
) -> None:
    sign_in(client)

    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"},
        follow=True,
    )

    assert answer.redirect_chain[-1][0] == "/account/"
    assert b"Your password is changed." in answer.content


def test_who_was_invited_adds_a_second_factor_without_the_password_again(
    sari: Any, event: Any, as_actor: Any, person: Any, client: Any
) -> None:
    nia = person("nia", "desk", event)
    token = commands.invite(person_id=nia.pk, by=as_actor(sari, event), at=NOON)
    client.post(f"/invitation/{token}/", {"password": PASSWORD, "again": PASSWORD})

    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
