"""What a drill brings back: figures and evidence as data, sealed so that nobody changes a figure.

The live house makes a key for each drill out of its own secret; the drill's folder carries that
key. Whoever brings the figures back to the house where the drill was made can be believed.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from narahubung.config.environment import environment
from narahubung.journal.verifying import verify
from narahubung.learning.models import Drill
from narahubung.learning.scoring import plain, score

FORMAT = 1
KEY = "drill"  # the file under keys/ of a drill's folder


def key_for(code: str) -> str:
    """Return the key of a drill that is made in this house."""
    return hmac.new(environment.secret().encode(), code.encode(), hashlib.sha256).hexdigest()


def result_of(drill: Drill) -> dict[str, Any]:
    """Return all figures of a drill with their evidence, sealed. In the drill's own house."""
    found = score(drill)
    journal = verify()
    told: dict[str, Any] = {
        "format": FORMAT,
        "code": drill.code,
        "title": drill.title,
        "template": drill.template,
        "minutes": drill.minutes,
        **{name: drill.origin.get(name) for name in ("event", "lesson")},
        "target": {"measure": drill.measure, "within_min": drill.within_min, "of": drill.of},
        "made_at": drill.made_at.isoformat(),
        "begun_at": drill.begun_at.isoformat() if drill.begun_at else "",
        "ended_at": drill.ended_at.isoformat() if drill.ended_at else "",
        "met": found.met,
        "timings": [plain(each) for each in found.timings],
        "answers": [
            {
                "officer_id": each.officer_id,
                "took_s": each.took.total_seconds() if each.took is not None else None,
                "met": each.met,
                "units": list(each.units),
            }
            for each in found.answers
        ],
        "injects": {
            "of": drill.injects.count(),
            "delivered": found.delivered,
            "marked": found.marked,
            "done": found.done,
        },
        "journal": {"entries": journal.entries, "head": journal.head, "whole": journal.whole},
    }
    return {**told, "seal": seal(told, environment.secret(KEY))}


def seal(told: Mapping[str, Any], key: str) -> str:
    """Return the seal of the figures under a drill's key."""
    plain = {name: value for name, value in told.items() if name != "seal"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_ours(told: Mapping[str, Any]) -> bool:
    """Tell whether these are figures of a drill made here, as the drill wrote them."""
    right = seal(told, key_for(str(told.get("code", ""))))
    return hmac.compare_digest(right, str(told.get("seal", "")))
