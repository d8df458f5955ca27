"""A gate's list as it goes to a phone: a body, and a signed stamp that says until when it counts.

The body changes when somebody's right does; the stamp is new at each asking. So a phone that has
the body already gets a stamp alone, and its list is young again.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from narahubung.access.judging import MIRRORED_FOR, OTHERS_FOR, GateList, Line
from narahubung.access.keys import SigningKey

FOR = "narahubung gate list\n"  # what a badge's key signs is never taken for a list
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NotOurs(ValueError):  # noqa: N818 -- says what is wrong
    """The list was not signed by a key of this installation, or was changed."""


def packed(known: GateList, key: SigningKey, *, have: str = "") -> dict[str, Any]:
    """Return what a phone gets. have: the digest of the body that it has; then none goes along."""
    body = json.dumps(_body(known), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    digest = hashlib.sha256(body.encode()).hexdigest()
    stamp = json.dumps(
        {
            "gate": known.gate_id,
            "body": digest,
            "made_at": seconds(known.made_at),
            "good_s": int((MIRRORED_FOR if known.is_mirrored else OTHERS_FOR).total_seconds()),
        },
        separators=(",", ":"),
        sort_keys=True,
    )
    signature = key.private.sign((FOR + stamp).encode()).hex()
    made = {"stamp": stamp, "signature": signature, "key": key.id, "public": key.raw.hex()}
    return made if have == digest else {**made, "body": body}


def opened(told: Mapping[str, Any], keys: Mapping[str, Ed25519PublicKey]) -> GateList:
    """Return the list that a phone got, as the phone reads it. Raises NotOurs."""
    public = keys.get(told["key"])
    if public is None:
        raise NotOurs
    try:
        public.verify(bytes.fromhex(told["signature"]), (FOR + told["stamp"]).encode())
    except InvalidSignature as wrong:
        raise NotOurs from wrong
    stamp, body = json.loads(told["stamp"]), json.loads(told["body"])
    if hashlib.sha256(told["body"].encode()).hexdigest() != stamp["body"]:
        raise NotOurs
    return GateList(
        gate_id=stamp["gate"],
        is_mirrored=body["mirrored"],
        made_at=_moment(stamp["made_at"]),
        lines={
            digest: Line(
                spans=tuple((_moment(since), _moment(until)) for since, until in line["spans"]),
                is_mirror=line.get("mirror", False),
                serial=line["no"],
                name=line["name"],
                about=line["about"],
                category=line["category"],
                face=line.get("face", ""),
            )
            for digest, line in body["lines"].items()
        },
        refused=body["refused"],
        inside=set(body["inside"]),
        had={check: set(digests) for check, digests in body["had"].items()},
    )


def seconds(moment: datetime) -> int:
    """Return a moment as seconds since 1970, rounded down."""
    return (moment - EPOCH) // timedelta(seconds=1)


def _moment(told: int) -> datetime:
    return EPOCH + timedelta(seconds=told)


def _body(known: GateList) -> dict[str, Any]:
    return {
        "mirrored": known.is_mirrored,
        "lines": {digest: _line(line) for digest, line in known.lines.items()},
        "refused": dict(known.refused),
        "inside": sorted(known.inside),
        "had": {check: sorted(digests) for check, digests in known.had.items()},
    }


def _line(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {
        "spans": [[seconds(since), seconds(until)] for since, until in line.spans],
        "no": line.serial,
        "name": line.name,
        "about": line.about,
        "category": line.category,
    }
    if line.is_mirror:
        told["mirror"] = True
    if line.face:
        told["face"] = line.face[:16]
    return told
