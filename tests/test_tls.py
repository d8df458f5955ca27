"""`narahubung serve --tls`: an authority of our own, a page that hands it out, a secure context."""

import contextlib
import plistlib
import ssl
import stat
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from narahubung.config import tls
from narahubung.config.serving import Doors, renew_certificate
from tests.browsers import open_chromium
from tests.servers import Server, free_port


@pytest.fixture
def secure(new_home: Path) -> Any:
    port = free_port()
    words = ("--tls", "--host", "0.0.0.0", "--trust-port", str(port))  # noqa: S104
    server = Server(new_home, words=words, scheme="https").start()
    yield server, f"http://127.0.0.1:{port}"
    assert server.stop() < 3.5


def test_keys_are_ours_alone_and_the_certificate_names_every_address(tmp_path: Path) -> None:
    cert, key = tls.server_files(tmp_path)

    for secret in (key, tmp_path / "tls" / "ca.key"):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    found = x509.load_pem_x509_certificate(cert.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    said = {str(name.value) for name in names}
    assert said >= {"localhost", "127.0.0.1", *tls.own_addresses()}
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=398)


def test_a_certificate_is_kept_until_it_ends_soon_or_an_address_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tls.server_files(tmp_path)[0].read_bytes()
    authority = tls.authority_file(tmp_path).read_bytes()
    assert tls.server_files(tmp_path)[0].read_bytes() == first

    monkeypatch.setattr(tls, "own_addresses", lambda: ["192.0.2.7"])
    second = tls.server_files(tmp_path)[0].read_bytes()
    assert second != first
    later = tls.clock.world() + timedelta(days=380)
    monkeypatch.setattr(tls.clock, "world", lambda: later)
    assert tls.server_files(tmp_path)[0].read_bytes() != second
    assert tls.authority_file(tmp_path).read_bytes() == authority


def test_a_running_server_shows_the_new_certificate_to_who_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.HOME = tmp_path
    cert, key = tls.server_files(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    doors = Doors(host="127.0.0.1", port=0, cert=cert, key=key, trust_port=1)
    first = shown_by(context)

    renew_certificate(context, doors)
    assert shown_by(context) == first

    later = tls.clock.world() + timedelta(days=380)
    monkeypatch.setattr(tls.clock, "world", lambda: later)
    renew_certificate(context, doors)
    assert shown_by(context) != first


def test_a_certificate_of_others_is_warned_of_14_days_ahead(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cert, key = tls.server_files(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    doors = Doors(host="127.0.0.1", port=0, cert=cert, key=key)
    ends = tls.ends_at(cert)

    for days, warned in ((15, False), (13, True)):
        monkeypatch.setattr(tls.clock, "world", lambda days=days: ends - timedelta(days=days))
        renew_certificate(context, doors)
        assert bool(caplog.text) == warned

    caplog.clear()
    cert.write_text("half written")
    renew_certificate(context, doors)
    assert "cannot be used" in caplog.text


def shown_by(context: ssl.SSLContext) -> bytes | None:
    """Return the certificate that a client is shown; both ends in memory."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    asks = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asks.check_hostname, asks.verify_mode = False, ssl.CERT_NONE
    client = asks.wrap_bio(to_client, to_server)
    server = context.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(3):
        for end in (client, server):
            with contextlib.suppress(ssl.SSLWantReadError):
                end.do_handshake()
    return client.getpeercert(binary_form=True)


def test_who_trusts_the_authority_is_served_and_nobody_else(secure: Any) -> None:
    server, plain = secure
    knows = ssl.create_default_context(cafile=str(tls.authority_file(server.home)))
    with urllib.request.urlopen(server.url + "/accounts/login/", context=knows) as page:
        assert page.status == 200
        assert "Secure" in page.headers["Set-Cookie"]
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(
            server.url + "/accounts/login/", context=ssl.create_default_context()
        )

    assert tls.fingerprint(server.home) in read(plain + "/trust/").decode()
    der = read(plain + "/trust/ca.crt")
    given = ssl.DER_cert_to_PEM_cert(der).strip()
    assert given == tls.authority_file(server.home).read_text().strip()
    apple = plistlib.loads(read(plain + "/trust/narahubung.mobileconfig"))
    assert apple["PayloadContent"][0]["PayloadContent"] == der


def read(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


def test_the_plain_door_leads_to_the_secure_one(secure: Any) -> None:
    server, plain = secure

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as sent:
        urllib.request.build_opener(Stay).open(plain + "/e/any/board/")
    sent.value.close()
    assert sent.value.headers["Location"] == f"https://127.0.0.1:{server.port}/e/any/board/"


@pytest.mark.browser
def test_a_browser_has_a_secure_context(secure: Any, playwright: Any) -> None:
    import base64
    import hashlib

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    server, _ = secure
    found = x509.load_pem_x509_certificate((server.home / "tls" / "server.crt").read_bytes())
    spki = found.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pin = base64.b64encode(hashlib.sha256(spki).digest()).decode()
    browser = open_chromium(playwright, f"--ignore-certificate-errors-spki-list={pin}")
    page = browser.new_page()
    page.goto(server.url + "/trust/")
    assert page.evaluate("window.isSecureContext")
    assert page.evaluate("'serviceWorker' in navigator && 'credentials' in navigator")
    assert page.locator("h1").count() == 1
    browser.close()
