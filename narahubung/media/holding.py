"""The sentences that a holding statement and a correction begin with, in both languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.kit.zones import zone_label
from narahubung.media.models import Part


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence to begin with. fact_ids, message_id: what it hangs on; takes_back: id."""

    part: str
    text_id: str
    text_en: str
    fact_ids: Sequence[int] = ()
    message_id: int | None = None
    takes_back: int | None = None
    from_template: bool = True


def holding_lines(
    facts: Sequence[tuple[int, str]], *, next_at: datetime, contact: str, zone: str
) -> list[Line]:
    """Return what is confirmed, concern, what is done, the next word, the contact.

    facts: (id, text) of what may be cited, in the words in which it was noted.
    """
    confirmed = [
        Line(
            part=Part.CONFIRMED.value,
            text_id=text,
            text_en=text,
            fact_ids=[pk],
            from_template=False,
        )
        for pk, text in facts
    ]
    time = clock_words(next_at, zone)
    return [
        *confirmed,
        _line(Part.CONCERN, lambda: _("Our thoughts are with everybody whom this touches.")),
        _line(Part.NEXT, lambda: _("We will tell more by {time}.").format(time=time)),
        _line(Part.CONTACT, lambda: _("Contact for the media: {who}").format(who=contact)),
    ]


def release_lines(messages: Sequence[tuple[int, str, str]], *, contact: str) -> list[Line]:
    """Return a sentence for each approved key message (id, Indonesian, English), the contact."""
    said = [
        Line(
            part=Part.ANNOUNCED.value,
            text_id=indonesian,
            text_en=english,
            message_id=pk,
            from_template=False,
        )
        for pk, indonesian, english in messages
    ]
    last = _line(Part.CONTACT, lambda: _("Contact for the media: {who}").format(who=contact))
    return [*said, last] if contact else said


def correction_line(quotes: tuple[str, str], *, said_at: datetime, zone: str, why: str) -> Line:
    """Return the sentence that takes another one back. why: worth of the fact it hung on."""
    time = clock_words(said_at, zone)

    def words(quote: str) -> str:
        if why in {"withdrawn", "dropped"}:
            says = _("At {time} we said: “{quote}” This is not so; we take it back.")
        else:
            says = _("At {time} we said: “{quote}” This is in doubt; we are checking it.")
        return says.format(time=time, quote=quote)

    with override("id"):
        indonesian = words(quotes[0])
    with override("en"):
        english = words(quotes[1])
    return Line(part=Part.TAKEN_BACK.value, text_id=indonesian, text_en=english)


def clock_words(at: datetime, zone: str) -> str:
    """Return a time with its zone, as a text for the public says it."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M} {zone_label(zone, at)}"


def _line(part: Part, words: Callable[[], str]) -> Line:
    with override("id"):
        indonesian = words()
    with override("en"):
        english = words()
    return Line(part=part.value, text_id=indonesian, text_en=english)
