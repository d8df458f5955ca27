"""Every sentence that people read, collected from code and templates, room by room.

`python -m narahubung.config.messages` brings each room's Indonesian texts up to date: a new
sentence is added (with the words another room has for it, otherwise empty), one that is gone is
taken out, and what is still without words is listed. Needs no gettext tools.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import normalize, read_po
from django.utils.translation.template import templatize

from narahubung.config.upkeep import say

PACKAGE = Path(__file__).parent.parent
HEAD = """\
# The Indonesian texts of this room: see docs/howto/translate.md
msgid ""
msgstr ""
"Language: id\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
# Where context, singular and plural stand among the arguments; -1: it has none.
_SHAPES = {
    "gettext": (-1, 0, -1),
    "noop": (-1, 0, -1),
    "ngettext": (-1, 0, 1),
    "pgettext": (0, 1, -1),
    "npgettext": (0, 1, 2),
}
_GETTEXT = {"django.utils.translation", "gettext", "narahubung.config.speaking"}
_FLAGS = {
    "python-format": re.compile(r"%\(\w+\)s"),
    "python-brace-format": re.compile(r"\{\w+\}"),
}
_CALL = re.compile(r"(?<![\w.])(n?p?gettext|_)\(")


class Message(NamedTuple):
    """One sentence: its context ("" for none), its singular and its plural ("" for none)."""

    context: str
    text: str
    plural: str = ""


def rooms() -> list[str]:
    """Return the rooms that have code, by name."""
    return sorted(found.parent.name for found in PACKAGE.glob("*/__init__.py"))


def texts_of(room: str) -> Path:
    """Return where the Indonesian texts of a room stand, whether or not they exist."""
    return PACKAGE / room / "locale" / "id" / "LC_MESSAGES" / "django.po"


def messages_of(room: str) -> set[Message]:
    """Return every sentence that a room's code and templates ask to be translated."""
    found: set[Message] = set()
    for file in sorted((PACKAGE / room).rglob("*")):
        if "tests" not in file.parts and "migrations" not in file.parts:
            found.update(messages_in(file))
    # A sentence with a plural is also the answer for its singular alone: one line in the file.
    counted = {(each.context, each.text) for each in found if each.plural}
    return {each for each in found if each.plural or (each.context, each.text) not in counted}


def messages_in(file: Path) -> Iterator[Message]:
    """Give every sentence that one file of code, or one template, asks to be translated."""
    if file.suffix == ".py":
        yield from _in_code(ast.parse(file.read_text()))
    elif "templates" in file.parts and file.suffix in {".html", ".txt", ".ics"}:
        yield from _in_template(file)


def catalog_of(room: str) -> Catalog:
    """Return a room's Indonesian texts, empty where it has none."""
    file = texts_of(room)
    if not file.exists():
        return Catalog(locale="id")
    with file.open("rb") as stream:
        return read_po(stream, locale="id", abort_invalid=True)


def known_of(room: str) -> dict[Message, str]:
    """Return a room's sentences with their words; a doubtful (fuzzy) one has none."""
    known: dict[Message, str] = {}
    for entry in catalog_of(room):
        if not entry.id:
            continue
        text, plural = (entry.id, "") if isinstance(entry.id, str) else entry.id
        words = entry.string if isinstance(entry.string, str) else (entry.string or [""])[0]
        known[Message(entry.context or "", text, plural)] = "" if entry.fuzzy else words
    return known


def update(only: list[str]) -> dict[str, list[Message]]:
    """Bring the files of these rooms up to date. Return the sentences without words, by room."""
    lexicon: dict[Message, str] = {}
    for room in rooms():
        for message, words in known_of(room).items():
            if words:
                lexicon.setdefault(message, words)
    missing: dict[str, list[Message]] = {}
    for room in only:
        own = known_of(room)
        wanted = sorted(messages_of(room))
        if not wanted:
            texts_of(room).unlink(missing_ok=True)
            continue
        words_of = {each: own.get(each) or lexicon.get(each, "") for each in wanted}
        _write(room, words_of)
        if without := [each for each, words in words_of.items() if not words]:
            missing[room] = without
    return missing


def _write(room: str, words_of: dict[Message, str]) -> None:
    parts = [HEAD]
    for message, words in words_of.items():
        context = f"msgctxt {normalize(message.context)}\n" if message.context else ""
        plural = f"msgid_plural {normalize(message.plural)}\n" if message.plural else ""
        flag = "".join(
            f"#, {kind}\n" for kind, marks in _FLAGS.items() if marks.search(message.text)
        )
        string = "msgstr[0]" if message.plural else "msgstr"
        parts.append(
            f"{flag}{context}msgid {normalize(message.text)}\n{plural}{string} {normalize(words)}\n"
        )
    file = texts_of(room)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(parts))


def _in_code(tree: ast.Module) -> Iterator[Message]:
    """Yield what the gettext functions are called with, under whatever name they were imported.

    Also those of Python itself, which the command line uses before Django is loaded.
    """
    called: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in _GETTEXT:
            for name in node.names:
                called[name.asname or name.name] = re.sub("_(lazy|noop)$", "", name.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            shape = _SHAPES.get(called.get(node.func.id, ""))
            yield from _said(node.args, shape) if shape else ()


def _in_template(file: Path) -> Iterator[Message]:
    code = templatize(file.read_text(), origin=str(file))
    for match in _CALL.finditer(code):
        call = _call_at(code, match.start())
        name = "gettext" if match[1] == "_" else match[1]
        if call is not None:
            yield from _said(call.args, _SHAPES[name])


def _call_at(code: str, start: int) -> ast.Call | None:
    """Parse the shortest call that begins here; None where it is only half of one."""
    for end in (m.end() for m in re.finditer(r"\)", code[start:])):
        try:
            call = ast.parse(code[start : start + end], mode="eval").body
        except SyntaxError:
            continue
        return call if isinstance(call, ast.Call) else None
    return None


def _said(args: list[ast.expr], shape: tuple[int, int, int]) -> Iterator[Message]:
    parts = [_text(args[place]) if 0 <= place < len(args) else "" for place in shape]
    if parts[1]:
        yield Message(*parts)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def main() -> None:
    """Update all files, or those of the rooms named; fail while a sentence is without words."""
    missing = update(sys.argv[1:] or rooms())
    for room, messages in missing.items():
        say(f"{room}: {len(messages)} without words")
        for message in messages:
            say(f"    {message.text}")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
