"""The benchmark `relays` in small: one FLASH, many phones, and what they told back."""

from pathlib import Path

from benchmarks import relays

PHONES = 60


def test_one_message_reaches_every_phone_and_its_receipts_are_exact(new_home: Path) -> None:
    found = relays.measured(new_home, PHONES)

    assert found["shown"] == found["delivered"] == PHONES
    assert found["seen"] == PHONES * 19 // 20  # one of twenty is never looked at
    assert found["queued"] == 2 * PHONES  # the page, and a call list
    assert found["exact"]
    assert found["pages_asked"] == 1  # that which sent it
