"""From the bytes a phone sent to the bytes we keep. What a file is, its bytes say, not its name."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from narahubung.documents.models import DocumentKind
from narahubung.documents.rules import (
    LONGEST_SIDE,
    MOST_PIXELS,
    NotAPicture,
    NotAVoiceNote,
    TooManyPixels,
)
from narahubung.kit.files import check_size, keep
from narahubung.kit.sounds import sound_of, suffix_of, without_notes

PICTURES = ("JPEG", "PNG", "WEBP", "MPO")  # MPO: what some phones call a JPEG with two pictures
QUALITY = 82


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file that was read, cleaned and stored; `commands.attach` puts it to its thing."""

    kind: str
    media_type: str
    suffix: str
    size: int
    digest: str


@dataclass(frozen=True)
class Kept:
    """What is stored: the kind of document, its media type, the end of its name, its bytes."""

    kind: str
    media_type: str
    suffix: str
    data: bytes


def receive(data: bytes) -> Received:
    """Read, clean and store what a phone sent. Slow, so before the one writer's turn begins.

    Ask `rules.check_can_attach` first. Raises as `kept` does.
    """
    what = kept(data)
    return Received(
        kind=what.kind,
        media_type=what.media_type,
        suffix=what.suffix,
        size=len(what.data),
        digest=keep(what.data),
    )


def kept(data: bytes) -> Kept:
    """Return what to keep of a file. Raises TooBig, NotAPicture, TooManyPixels, NotAVoiceNote."""
    check_size(data)
    if sound := sound_of(data):
        return Kept(DocumentKind.VOICE, sound, suffix_of(sound), without_notes(data))
    if not _looks_like_a_picture(data):
        raise NotAVoiceNote
    return Kept(DocumentKind.PHOTO, "image/jpeg", ".jpg", _drawn_anew(data))


def _looks_like_a_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )


def _drawn_anew(data: bytes) -> bytes:
    """Draw the picture on a new sheet: upright, small enough, without anything beside it.

    The place and time a phone writes into a photo (EXIF) would tell where a delegation was.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=PICTURES) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise TooManyPixels
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded smaller
                sheet = ImageOps.exif_transpose(picture).convert("RGB")
        sheet.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        clean = Image.new("RGB", sheet.size)
        clean.paste(sheet)
        out = io.BytesIO()
        clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooManyPixels from bomb
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as broken:
        raise NotAPicture from broken
    return out.getvalue()
