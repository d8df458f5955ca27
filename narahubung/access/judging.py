"""May this badge pass here now? One table for the server and for phones (`gate-judge.js`).

Pure: a list, the digest of a code, what is checked, the hour. What a list does not name is refused:
so a forged code needs no cryptography to be turned away.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

GREEN, AMBER, RED = "green", "amber", "red"
MIRRORED_FOR = timedelta(minutes=15)  # a list of a mirrored zone is no authority for longer
OTHERS_FOR = timedelta(hours=12)
AHEAD = timedelta(seconds=90)  # a phone's clock may be behind the server's by so much
NAMED = ("withdrawn", "lost", "replaced")  # said of a badge by name: red, however old the list

Spans = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One badge that may pass here, and when. is_mirror: by the duty of an officer.

    serial, name, about (party or organisation), category, face (digest) are for the keeper's eyes.
    """

    spans: Spans
    is_mirror: bool = False
    serial: int = 0
    name: str = ""
    about: str = ""
    category: str = ""
    face: str = ""


@dataclass(frozen=True, kw_only=True)
class GateList:
    """What one gate may admit, as the server knew it at `made_at`.

    lines, refused: by digest of a code; refused gives the reason. inside: who went in and did not
    come out (where the gate asks for it). had: digests by check that is allowed once a day.
    """

    gate_id: int
    is_mirrored: bool
    made_at: datetime
    lines: Mapping[str, Line] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    inside: Collection[str] = ()
    had: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """colour: green, amber, red. reason: a code of `words.REASONS`. line: whose badge, if known."""

    colour: str
    reason: str
    line: Line | None = None

    def __str__(self) -> str:
        return f"{self.colour}:{self.reason}"


def judge(known: GateList | None, digest: str, *, check: str, now: datetime) -> Verdict:
    """Judge one scan. The order is the meaning: what was said by name comes before all else."""
    if known is None:
        return Verdict(colour=AMBER, reason="no_list")
    line, barred = known.lines.get(digest), known.refused.get(digest, "")
    if barred in NAMED:
        return Verdict(colour=RED, reason=barred, line=line)
    if check == "exit" and (line or barred or digest in known.inside):
        return Verdict(colour=GREEN, reason="leaves", line=line)  # nobody is locked in
    if line is None:
        return Verdict(colour=RED, reason=barred or "unknown")
    if is_old(known, now):
        if line.is_mirror:
            return Verdict(colour=RED, reason="expired", line=line)
        return Verdict(colour=AMBER, reason="old_list", line=line)
    if not any(since <= now < until for since, until in line.spans):
        return Verdict(colour=RED, reason="not_now", line=line)
    if check == "entry" and digest in known.inside:
        return Verdict(colour=RED, reason="pass_back", line=line)
    if digest in known.had.get(check, ()):
        return Verdict(colour=AMBER, reason="had_it", line=line)
    return Verdict(colour=GREEN, reason="admitted", line=line)


def is_old(known: GateList, now: datetime) -> bool:
    """Tell whether the list is no authority any more; a clock that was set back makes it so."""
    good_for = MIRRORED_FOR if known.is_mirrored else OTHERS_FOR
    return not -AHEAD <= now - known.made_at <= good_for
