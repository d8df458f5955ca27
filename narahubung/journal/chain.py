"""The chain: each entry's mark is a hash over the mark before it, so no night can be rewritten."""

import hashlib
import json
from datetime import UTC

from narahubung.journal.models import Act, StoredEntry

START = "0" * 64


def mark_of(row: StoredEntry, act: Act, before: str) -> str:
    """Return the SHA-256 (hex) of an entry, its act, and the mark of the entry before it."""
    text = json.dumps(
        [
            before,
            row.id,
            str(act.id),
            act.event_id,
            act.by_id,
            act.by_name,
            act.command,
            act.door,
            act.body,
            act.at.astimezone(UTC).isoformat(),
            act.recorded_at.astimezone(UTC).isoformat(),
            row.event_id,
            row.party_id,
            row.kind,
            row.version,
            row.right,
            row.facts,
            row.topics,
            row.tell,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()
