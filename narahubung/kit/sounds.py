"""Voice notes: what sort of sound it is, by its first bytes; and what a phone writes beside it.

A recording app may write the place into the file (`udta` of M4A, ID3 of MP3), which would tell
where a delegation was. That is blotted out; the sound stays as it came.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from narahubung.kit.files import check_size, keep
from narahubung.kit.refusals import Refusal

_SUFFIXES = {
    "audio/webm": ".webm",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
}
_HOLDS_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_TELLS = {b"udta", b"meta", b"uuid"}  # title, place, what the maker of the phone adds


class NotASound(Refusal):
    """No sound we know, whatever it is called."""

    says = _("This is not a voice note.")
    advice = _("It may be WebM, OGG, M4A or MP3.")


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A voice note that was read, cleaned and stored: its media type and its digest."""

    media_type: str
    digest: str


def received(data: bytes) -> Sound:
    """Read, clean and store a voice note. Raises NothingAttached, TooBig, NotASound.

    Slow, so before the one writer's turn begins.
    """
    check_size(data)
    known = sound_of(data)
    if known is None:
        raise NotASound
    return Sound(media_type=known, digest=keep(without_notes(data)))


def sound_of(data: bytes) -> str | None:
    """Return the media type of a sound (WebM, OGG, M4A, MP3); None for no sound we know."""
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm"
    if data.startswith(b"OggS"):
        return "audio/ogg"
    if data[4:8] == b"ftyp" and data[8:11] in {b"M4A", b"mp4", b"iso", b"M4B"}:
        return "audio/mp4"
    is_frame = len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2  # MPEG layer III
    if data.startswith(b"ID3") or is_frame:
        return "audio/mpeg"
    return None


def suffix_of(media_type: str) -> str:
    """Return how the name of such a sound ends, "" for one that is not known."""
    return _SUFFIXES.get(media_type, "")


def without_notes(data: bytes) -> bytes:
    """Return a sound without what is written beside it; where nothing is, the same bytes.

    Boxes of an M4A keep their length, so every offset in it stays right.
    """
    if data.startswith(b"ID3") and len(data) > 10:
        high, *rest = data[6:10]  # four times seven bits
        length = high
        for byte in rest:
            length = length << 7 | byte
        return data[10 + length :]
    if data[4:8] == b"ftyp":
        clean = bytearray(data)
        for start, head, end in _telling(data, 0, len(data)):
            clean[start + 4 : start + 8] = b"free"
            clean[head:end] = bytes(end - head)
        return bytes(clean)
    return data


def _telling(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, start of the content, end) of each box that tells, as far as it is one."""
    while at + 8 <= end:
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, head = int.from_bytes(data[head : head + 8], "big"), head + 8
        stop = end if size == 0 else at + size
        if stop < head or stop > end:
            return
        if kind in _TELLS:
            yield at, head, stop
        elif kind in _HOLDS_BOXES:
            yield from _telling(data, head, stop)
        at = stop
