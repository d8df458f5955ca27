"""Remembers what a list last said, so that a list that repeats itself changes nothing."""

from functools import cache
from hashlib import blake2b
from typing import Any

from narahubung.config.environment import environment
from narahubung.intake.models import Said

Digests = dict[str, dict[str, str]]  # by "model code"


def digest_of(value: Any) -> str:
    """Return a keyed digest of a value as a list brings it; 16 hex digits."""
    return blake2b(repr(value).encode(), key=_key(), digest_size=8).hexdigest()


@cache
def _key() -> bytes:
    return environment.secret("lists").encode()[:64]


def last_said(event_id: int | None) -> Digests:
    """Return what lists last said of an event's records. One query."""
    if event_id is None:
        return {}
    rows = Said.objects.filter(event_id=event_id).values_list("model", "code", "digests")
    return {f"{model} {code}": digests for model, code, digests in rows}


def remember(event_id: int, said: Digests) -> None:
    """Keep what this list says of records, over what the last one said. Inside the act."""
    Said.objects.bulk_create(
        [
            Said(
                event_id=event_id,
                model=name.partition(" ")[0],
                code=name.partition(" ")[2],
                digests=digests,
            )
            for name, digests in said.items()
        ],
        batch_size=400,
        update_conflicts=True,
        unique_fields=["event", "model", "code"],
        update_fields=["digests"],
    )
