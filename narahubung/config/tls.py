"""Https without anybody else: a certificate authority of this installation, for its own addresses.

Camera, service worker, push and passkeys need https. Where the organiser has a certificate it is
used (`--cert`, `--key`); else phones are asked once to trust this authority (see `trust`). Its key
never leaves `home/tls` (0600). The server's certificate is renewed at start and once a day, when it
ends soon or the machine's addresses changed.
"""

import contextlib
import ipaddress
import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import gettext as _
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from narahubung.kit import clock

AUTHORITY_LASTS = timedelta(days=3650)
SERVER_LASTS = timedelta(days=397)  # browsers accept no more
RENEW_BEFORE = timedelta(days=60)
WARN_BEFORE = timedelta(days=14)
_BACK = timedelta(days=1)  # phones whose clock is behind


@dataclass(frozen=True)
class _Pair:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def server_files(home: Path) -> tuple[Path, Path]:
    """Return certificate (with the authority's) and key for every address of this machine."""
    folder = home / "tls"
    folder.mkdir(exist_ok=True, mode=0o700)
    authority = _authority(folder)
    cert, key = folder / "server.crt", folder / "server.key"
    names, addresses = own_names(), own_addresses()
    if not _still_good(cert, key, authority, names, addresses):
        made = _server(authority, names, addresses)
        _write(key, _key_text(made.key), secret=True)
        _write(cert, _text(made.certificate) + _text(authority.certificate))
    return cert, key


def authority_file(home: Path) -> Path:
    """Return where the authority's certificate lies; it is no secret."""
    return home / "tls" / "ca.crt"


def fingerprint(home: Path) -> str:
    """Return the authority's SHA-256 fingerprint in groups, for people to compare."""
    found = x509.load_pem_x509_certificate(authority_file(home).read_bytes())
    told = found.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(told[at : at + 4] for at in range(0, len(told), 4))


def own_addresses() -> list[str]:
    """Return this machine's addresses, the one others use first. Asks nobody on the network."""
    found = []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((far, 9))  # a datagram socket: nothing is sent
                found.append(str(probe.getsockname()[0]))
            except OSError:
                continue
    with contextlib.suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)]
    usable = [address.partition("%")[0] for address in [*found, "127.0.0.1", "::1"]]
    return list(dict.fromkeys(usable))


def own_names() -> list[str]:
    """Return the names this machine goes by."""
    name = socket.gethostname()
    return list(dict.fromkeys([name, f"{name.partition('.')[0]}.local", "localhost"]))


def _authority(folder: Path) -> _Pair:
    cert, key = folder / "ca.crt", folder / "ca.key"
    if cert.exists() and key.exists():
        loaded = serialization.load_pem_private_key(key.read_bytes(), None)
        assert isinstance(loaded, ec.EllipticCurvePrivateKey)  # noqa: S101 -- we made it
        return _Pair(x509.load_pem_x509_certificate(cert.read_bytes()), loaded)
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Narahubung"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Narahubung {socket.gethostname()}"[:64]),
        ]
    )
    builder = _builder(name, name, secret.public_key(), AUTHORITY_LASTS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs=True), critical=True)
    made = _Pair(builder.sign(secret, hashes.SHA256()), secret)
    _write(key, _key_text(secret), secret=True)
    _write(cert, _text(made.certificate))
    return made


def _server(authority: _Pair, names: list[str], addresses: list[str]) -> _Pair:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    builder = _builder(name, authority.certificate.subject, secret.public_key(), SERVER_LASTS)
    known = [x509.DNSName(n) for n in names if n.isascii()]
    places = [x509.IPAddress(ipaddress.ip_address(a)) for a in addresses]
    builder = builder.add_extension(x509.SubjectAlternativeName([*known, *places]), critical=False)
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_usage(signs=False), critical=True)
    use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = builder.add_extension(use, critical=False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = builder.add_extension(issuer, critical=False)
    return _Pair(builder.sign(authority.key, hashes.SHA256()), secret)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, lasts: timedelta
) -> x509.CertificateBuilder:
    at = clock.world()
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.public_key(key).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - _BACK).not_valid_after(at + lasts - _BACK)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _still_good(
    cert: Path, key: Path, authority: _Pair, names: list[str], addresses: list[str]
) -> bool:
    if not cert.exists() or not key.exists():
        return False
    found = x509.load_pem_x509_certificate(cert.read_bytes())
    said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    has = {str(name.value) for name in said}
    return (
        found.not_valid_after_utc - clock.world() > RENEW_BEFORE
        and found.issuer == authority.certificate.subject
        and has >= {*names, *addresses}
    )


def outer_host(host: str) -> str:
    """Return how others reach what listens on `host`: by name or address, IPv6 in brackets."""
    if host in {"127.0.0.1", "::1"}:
        return "localhost"
    found = own_addresses()[0] if host in {"0.0.0.0", "::"} else host  # noqa: S104
    return f"[{found}]" if ":" in found else found


def trouble_of(cert: Path) -> str:
    """Say when a certificate ends, if that is soon or was; else nothing."""
    ends = ends_at(cert)
    if ends - clock.world() > WARN_BEFORE:
        return ""
    return _("it ends on {day}; put a new one in its place").format(day=f"{ends:%Y-%m-%d}")


def ends_at(cert: Path) -> datetime:
    """Return when a certificate ends."""
    return x509.load_pem_x509_certificate(cert.read_bytes()).not_valid_after_utc


def _write(path: Path, text: bytes, *, secret: bool = False) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600 if secret else 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
    fresh.replace(path)


def _text(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_text(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
