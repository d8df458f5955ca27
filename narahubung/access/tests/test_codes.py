"""The code of a badge: what is forged, copied, foreign or badly read admits nobody."""

import base64
import random
import string
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from conftest import NOON
from narahubung.access import codes
from narahubung.access.judging import GateList, Line, judge
from narahubung.access.keys import SigningKey

KEY = SigningKey(private=Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = SigningKey(private=Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
PUBLIC = {KEY.id: KEY.public}
HOUR = timedelta(hours=1)


def code(serial: int = 17, *, event_id: int = 3, key: SigningKey = KEY) -> str:
    return codes.make(event_id=event_id, serial=serial, key=key.id, private=key.private)


def fault(text: str) -> str:
    return codes.read(text, event_id=3, keys=PUBLIC).fault


def a_list(*texts: str) -> GateList:
    lines = {codes.digest_of(t): Line(spans=((NOON - HOUR, NOON + HOUR),)) for t in texts}
    return GateList(gate_id=1, is_mirrored=True, made_at=NOON, lines=lines)


def test_a_code_says_who_and_nothing_else() -> None:
    read = codes.read(code(), event_id=3, keys=PUBLIC)
    assert (read.serial, read.event_id, read.key, read.fault) == (17, 3, KEY.id, "")
    assert set(code()) <= set(string.ascii_uppercase + string.digits + ".")  # QR's narrow alphabet
    assert len(code()) == len(code(2**32 - 1)) == 128
    assert codes.read(f" {code().lower()}\r\n", event_id=3, keys=PUBLIC).serial == 17


def test_foreign_codes_are_none() -> None:
    assert fault(code(event_id=4)) == "foreign"
    assert fault(code(key=OTHER)) == "foreign"
    # Signed by another key under the name of ours.
    raw = bytearray(base64.b32decode(code(key=OTHER)[4:] + "===="))
    raw[1:5] = bytes.fromhex(KEY.id)
    assert fault("NH1." + base64.b32encode(raw).rstrip(b"=").decode()) == "forged"
    for text in ("", "NH1.", "https://example.org/", "NH1." + "A" * 124, "NH2" + code()[3:], "17"):
        assert fault(text) == "not_a_badge" or fault(text) == "foreign"


def test_10_000_mutated_codes_admit_nobody() -> None:
    """Neither by the signature nor by a list, which a phone asks without any cryptography."""
    chance = random.Random(8)
    good = [code(serial) for serial in (1, 17, 4_000_000_000)]
    known = a_list(*good)
    alphabet = string.ascii_uppercase + string.digits + "=.- é\u017f\u212a"
    for text in good:
        assert str(judge(known, codes.digest_of(text), check="entry", now=NOON)).startswith("green")
    tried: set[str] = set()
    while len(tried) < 10_000:
        text = mutated(chance.choice(good), chance, alphabet)
        if codes.tidy(text) in good or text in tried:
            continue  # the same code, written otherwise
        tried.add(text)
        assert fault(text), text
        assert judge(known, codes.digest_of(text), check="entry", now=NOON).colour == "red", text


def mutated(text: str, chance: random.Random, alphabet: str) -> str:
    """Change, drop, double, swap or cut; or change a bit of what is written."""
    at = chance.randrange(len(text))
    kind = chance.randrange(6)
    if kind == 0:
        return text[:at] + chance.choice(alphabet) + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + chance.choice(alphabet) + text[at:]
    if kind == 3:
        other = chance.randrange(len(text))
        small, large = sorted((at, other))
        return (
            text[:small] + text[large] + text[small + 1 : large] + text[small] + text[large + 1 :]
        )
    if kind == 4:
        return text[:at] + "".join(chance.choice(alphabet) for _ in text[at:])
    raw = bytearray(base64.b32decode(text[4:] + "===="))
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return "NH1." + base64.b32encode(raw).rstrip(b"=").decode()


def test_the_table_of_a_gate() -> None:
    """Each row: what is scanned, when, what is checked, and the verdict."""
    inside, officer, plain, gone = "i" * 32, "o" * 32, "p" * 32, "g" * 32
    span = ((NOON - HOUR, NOON + HOUR),)
    known = GateList(
        gate_id=1,
        is_mirrored=True,
        made_at=NOON,
        lines={
            inside: Line(spans=span),
            officer: Line(spans=span, is_mirror=True),
            plain: Line(spans=span),
        },
        refused={gone: "withdrawn", "n" * 32: "off_duty"},
        inside={inside},
        had={"meal": {plain}},
    )
    minute = timedelta(minutes=1)
    table = [
        (plain, 0, "entry", "green:admitted"),
        (plain, 15, "entry", "green:admitted"),
        (plain, 15.1, "entry", "amber:old_list"),
        (plain, -1, "entry", "green:admitted"),  # a phone's clock may be a little behind
        (plain, -5, "entry", "amber:old_list"),  # it was set back
        (officer, 15, "entry", "green:admitted"),
        (officer, 15.1, "entry", "red:expired"),
        (officer, 400, "exit", "green:leaves"),
        (inside, 1, "entry", "red:pass_back"),
        (inside, 1, "exit", "green:leaves"),
        (plain, 1, "meal", "amber:had_it"),
        (officer, 1, "meal", "green:admitted"),
        (gone, 0, "entry", "red:withdrawn"),
        (gone, 400, "entry", "red:withdrawn"),
        (gone, 0, "exit", "red:withdrawn"),
        ("n" * 32, 0, "entry", "red:off_duty"),
        ("x" * 32, 0, "entry", "red:unknown"),
        ("x" * 32, 400, "exit", "red:unknown"),
    ]
    for digest, minutes, check, said in table:
        now = NOON + minutes * minute
        assert str(judge(known, digest, check=check, now=now)) == said, (digest, minutes, check)
    assert str(judge(None, plain, check="entry", now=NOON)) == "amber:no_list"
    later = GateList(gate_id=1, is_mirrored=False, made_at=NOON, lines=known.lines)
    assert str(judge(later, plain, check="entry", now=NOON + 40 * minute)) == "green:admitted"
    assert str(judge(later, plain, check="entry", now=NOON + 2 * HOUR)) == "red:not_now"
