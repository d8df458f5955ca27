"""The house keeps its own rules: this walks the tree and says where one is broken."""

import ast
import importlib
import inspect
import io
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

from narahubung.accounts.guards import check_guards
from narahubung.journal.acting import Entry
from narahubung.journal.reading import kinds

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "narahubung"
# The files in which a room may write, and the core that writes for all.
WRITERS = {
    "commands",
    "acting",
    "storing",
    "reacting",
    "reactions",
    "jobs",
    "timetable",
    "migrations",
    "management",
    "tests",
}
# What writes elsewhere, and why that is right.
WRITES_ELSEWHERE = {
    "journal/timing.py": "the timetable's own memory of what ran",
    "intake/saying.py": "what lists last said, inside the act of the command that calls it",
    "duties/counting.py": "counters of readiness, inside the act of the command that calls it",
    "learning/copying.py": "a drill's own database, never that of the house",
    "learning/making.py": "the same: its injects, before anybody works in it",
    "config/demo.py": "the sample's officers get their log-ins",
}
_STORES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
_STORES_WHERE_OBJECTS = {"create", "update", "delete"}
_OF_ROWS = re.compile(r"objects|_default_manager")
VAGUE = {"utils", "helpers", "services", "managers", "common", "misc"}


def rooms() -> list[str]:
    return list(settings.ROOMS)


def sources() -> Iterator[Path]:
    yield from (path for path in HOUSE.rglob("*.py") if "__pycache__" not in path.parts)


def templates() -> Iterator[Path]:
    yield from HOUSE.rglob("templates/**/*.html")


def say(path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(ROOT)}:{line} {what}"


# ---- commands and entries ----------------------------------------------------------------------


def command_modules() -> Iterator[object]:
    for room in rooms():
        if not (HOUSE / room / "commands.py").exists() and not (HOUSE / room / "commands").exists():
            continue
        module = importlib.import_module(f"narahubung.{room}.commands")
        yield module
        for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
            yield importlib.import_module(f"{module.__name__}.{found.name}")


def test_every_command_is_by_name_told_who_and_when_and_documented() -> None:
    broken = []
    for module in command_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != module.__name__ or not hasattr(function, "is_command"):
                continue
            parameters = inspect.signature(function).parameters
            by_name = all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
            if not by_name or not {"by", "at", "key"} <= set(parameters):
                broken.append(f"{module.__name__}.{name} must take (*, …, by, at, key)")
            if parameters.get("key") and parameters["key"].default is not None:
                broken.append(f"{module.__name__}.{name}: key must default to None")
            if not (function.__doc__ or "").strip():
                broken.append(f"{module.__name__}.{name} needs a docstring")
    assert not broken, "\n".join(broken)


def test_what_takes_an_actor_and_a_key_is_a_command() -> None:
    broken = [
        f"{module.__name__}.{name} lacks @command"
        for module in command_modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and {"by", "at", "key"} <= set(inspect.signature(function).parameters)
        and not hasattr(function, "is_command")
    ]
    assert not broken, "\n".join(broken)


def test_only_commands_write() -> None:
    broken = []
    for path in sources():
        inside = path.relative_to(HOUSE).with_suffix("").parts
        if WRITERS & set(inside) or str(path.relative_to(HOUSE)) in WRITES_ELSEWHERE:
            continue
        broken += [
            say(path, line, f".{name}() writes: only commands do")
            for line, name in _writes(ast.parse(path.read_text()))
        ]
    assert not broken, "\n".join(broken)


def _writes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, chain = node.func.attr, ast.unparse(node.func.value)
            to_a_file = name == "save" and node.args  # a picture, a book; rows take no position
            if name in _STORES and not to_a_file:
                yield node.lineno, name
            if name in _STORES_WHERE_OBJECTS and _OF_ROWS.search(chain):
                yield node.lineno, name


def test_every_kind_of_entry_says_what_happened_and_what_changed_on_screens() -> None:
    broken = []
    for kind, entry in kinds().items():
        if not entry.__module__.startswith("narahubung.") or ".tests." in entry.__module__:
            continue
        room = entry.__module__.split(".")[1]
        if not kind.startswith(f"{room}."):
            broken.append(f"{entry.__name__}: its kind must begin with {room}.")
        if not entry.__dict__.get("__doc__"):
            broken.append(f"{entry.__name__} needs a docstring: what happened")
        for method in ("sentence", "topics"):
            if getattr(entry, method) is getattr(Entry, method):
                broken.append(f"{entry.__name__} needs {method}()")
    assert not broken, "\n".join(broken)


# ---- pages and templates -----------------------------------------------------------------------


def test_every_page_has_a_guard() -> None:
    assert check_guards() == []


_FORBIDDEN = {
    r"\sstyle\s*=": "an inline style: use a class",
    r"<style\b": "an inline style sheet",
    r"\son[a-z]+\s*=\s*[\"']": "an inline handler: use a module",
    r"javascript:": "a script in an address",
    r"\|\s*safe\b": "|safe: build it with format_html",
    r"{%\s*autoescape off": "autoescape off",
    r"<script(?![^>]*\bsrc=)(?![^>]*\bnonce)": "an inline script without a nonce",
}
# Django's own forms mark the help of a field as HTML.
_ALLOWED = {("kit/templates/django/forms/field.html", r"\|\s*safe\b")}


def test_templates_hold_no_style_script_or_unescaped_text() -> None:
    broken = []
    for path in templates():
        text = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", path.read_text(), flags=re.S)
        for pattern, what in _FORBIDDEN.items():
            if (str(path.relative_to(HOUSE)), pattern) in _ALLOWED:
                continue
            for found in re.finditer(pattern, text):
                broken.append(say(path, text.count("\n", 0, found.start()) + 1, what))
    assert not broken, "\n".join(broken)


# ---- words -------------------------------------------------------------------------------------

_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def messages_of(path: Path) -> set[str]:
    """Return what people read in a file, in English."""
    text = path.read_text()
    if path.suffix == ".html":
        # Python's tokenizer minds indentation; what Django leaves of a template has none to mind.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).split("\n"))
    found = set()
    for _line, keyword, message, _comments in extract_python(
        io.BytesIO(text.encode()), list(_KEYWORDS), [], {"encoding": "utf-8"}
    ):
        parts = list(message) if isinstance(message, tuple) else [message]
        parts = parts[1:] if keyword.startswith("pgettext") else parts
        if parts and isinstance(parts[0], str) and parts[0].strip():
            found.add(parts[0])
    return found


def translated() -> set[str]:
    known: set[str] = set()
    for path in HOUSE.glob("*/locale/id/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            whole = entry.msgstr or (
                entry.msgstr_plural and all(entry.msgstr_plural.values()) and entry.msgid
            )
            if whole and "fuzzy" not in entry.flags and not entry.obsolete:
                known.add(entry.msgid)
    return known


@pytest.mark.parametrize("room", [*settings.ROOMS, "config"])
def test_everything_people_read_is_also_indonesian(room: str) -> None:
    known = translated() | {"Narahubung"}
    files = [
        path
        for path in [*(HOUSE / room).rglob("*.py"), *(HOUSE / room).rglob("*.html")]
        if not {"tests", "migrations", "__pycache__"} & set(path.parts)
    ]
    missing = sorted(
        f"{path.relative_to(HOUSE)}: {message!r}"
        for path in files
        for message in messages_of(path)
        if message not in known
    )
    assert not missing, (
        f"{len(missing)} sentences have no Indonesian in any locale/id/LC_MESSAGES/django.po:\n"
        + "\n".join(missing)
    )


def test_translations_keep_the_braces_of_the_sentence() -> None:
    """A brace that is lost or invented would break the page in one language only."""
    broken = []
    for path in HOUSE.glob("*/locale/id/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                if text and _braces(text) - _braces(entry.msgid) - _braces(entry.msgid_plural):
                    broken.append(say(path, entry.linenum, entry.msgid))
    assert not broken, "\n".join(broken)


def _braces(text: str) -> set[str]:
    return set(re.findall(r"{\w+}|%\(\w+\)[sd]|%[sd]", text))


# ---- the tree ----------------------------------------------------------------------------------


def test_no_file_has_a_name_for_everything() -> None:
    vague = [
        str(path.relative_to(ROOT))
        for path in sources()
        if (VAGUE & set(path.relative_to(HOUSE).with_suffix("").parts))
    ]
    assert not vague, vague


def test_files_name_no_workplace_and_no_place_to_fetch_from() -> None:
    # Put together here, so that this file does not name them either.
    forbidden = ["/wo" + "rk/", "jsdel" + "ivr.", "unp" + "kg.", "cdn" + "js."]
    forbidden += ["registry." + "npmjs", "files.python" + "hosted", "fonts.google" + "apis"]
    kinds_of_text = {".py", ".html", ".md", ".js", ".css", ".yaml", ".toml", ".txt", ".typ"}
    broken = []
    for path in _tracked():
        if path.suffix in kinds_of_text:
            text = path.read_text(errors="replace")
            found = [word for word in forbidden if word in text]
            broken += [f"{path.relative_to(ROOT)} names {word}" for word in found]
    assert not broken, "\n".join(broken)


def _tracked() -> Iterator[Path]:
    if (ROOT / ".git").exists() and shutil.which("git"):
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
        yield from (ROOT / name for name in names if name and (ROOT / name).is_file())
    else:
        yield from sources()
        yield from templates()


def test_the_floors_hold() -> None:
    """Who may import whom: the contracts of pyproject.toml."""
    tool = Path(sys.executable).parent / "lint-imports"
    if not tool.exists():
        pytest.skip("import-linter is not installed: THE FLOORS WERE NOT CHECKED")
    done = subprocess.run([str(tool)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
