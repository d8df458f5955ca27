"""`narahubung …`: everything an organiser does from a shell, in words.

Exit codes: 0 done, 1 refused or found amiss (with a sentence), 2 asked wrongly. Django is loaded
only after the folder of data is known.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import NoReturn, TypeAlias

from narahubung.config import speaking
from narahubung.config.speaking import noop

Run = Callable[[argparse.Namespace], int]

# argparse asks Python's gettext for these.
_OF_ARGPARSE = (
    noop("usage: "),
    noop("options"),
    noop("positional arguments"),
    noop("show this help message and exit"),
    noop("the following arguments are required: %s"),
    noop("unrecognized arguments: %s"),
    noop("expected one argument"),
    noop("argument %(argument_name)s: %(message)s"),
    noop("invalid choice: %(value)r (choose from %(choices)s)"),
    noop("invalid %(type)s value: %(value)r"),
)


class Trouble(Exception):  # noqa: N818 -- a sentence for a person, no bug
    """Something foreseen that stops a command; its text is the sentence that is printed."""


def main(given: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    os.umask(0o077)  # what we write is for the owner of the installation alone
    speaking.choose()
    asked = _parser().parse_args(given)
    if asked.home:
        os.environ["NARAHUBUNG_HOME"] = str(asked.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "narahubung.config.settings")
    try:
        return int(_guarded(asked))
    except Trouble as trouble:
        return _no(trouble)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _guarded(asked: argparse.Namespace) -> int:
    """Run it; what Django and the rooms foresee becomes a sentence too."""
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        run: Run = asked.run
        return run(asked)
    except ValidationError as wrong:
        told = "; ".join(
            f"NARAHUBUNG_{e['loc'][0]}".upper() + f": {e['msg']}" for e in wrong.errors()
        )
        return _no(_("a setting cannot be used. {told}").format(told=told))
    except PermissionError as problem:
        return _no(
            _(
                "{file} cannot be opened: it belongs to somebody else. Run this as its owner, "
                "or choose another folder with --home."
            ).format(file=problem.filename or _("a file"))
        )
    except OSError as problem:
        return _no(f"{problem.filename or ''}: {problem.strerror or problem}".removeprefix(": "))
    except Exception as problem:
        from django.core.exceptions import ObjectDoesNotExist  # noqa: PLC0415
        from django.core.management.base import CommandError  # noqa: PLC0415
        from django.db import OperationalError  # noqa: PLC0415

        from narahubung.kit.refusals import Refusal  # noqa: PLC0415

        if isinstance(problem, Refusal):
            advice = str(problem.advice).format(**problem.facts) if problem.advice else ""
            return _no(f"{problem} {advice}".strip())
        if isinstance(problem, CommandError | ObjectDoesNotExist):
            return _no(problem)
        if isinstance(problem, OperationalError):
            return _no(_("the database cannot be used: {problem}").format(problem=problem))
        raise


def _no(says: object) -> int:
    sys.stderr.write(f"narahubung: {says}\n")
    return 1


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        hint = _("Try: {program} --help").format(program=self.prog)
        self.exit(2, f"narahubung: {message}\n{hint}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="narahubung",
        description=_("For the liaison officers of summits, congresses, games and visits."),
        epilog=_("Every command tells more: narahubung serve --help"),
    )
    parser.add_argument(
        "--home",
        type=Path,
        help=_("the folder of all data (default: $NARAHUBUNG_HOME, else ./var)"),
    )
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    for describe in (_running, _event_work, _drills, _keeping, _building):
        describe(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 -- its only name


def _add(
    commands: Commands, name: str, run: str, says: str, example: str = ""
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=says,
        description=says[0].upper() + says[1:] + ".",
        epilog=_("Example: narahubung {words}").format(words=example or name),
    )
    parser.set_defaults(run=_later(run))
    return parser


def _later(name: str) -> Run:
    """Import a command's module only when it is run: `--help` stays quick."""

    def run(asked: argparse.Namespace) -> int:
        from importlib import import_module  # noqa: PLC0415

        module, function = name.split(":")
        return int(getattr(import_module(f"narahubung.config.{module}"), function)(asked) or 0)

    return run


def _running(commands: Commands) -> None:
    serve = _add(
        commands, "serve", "serving:serve", _("run the server"), "serve --tls --host 0.0.0.0"
    )
    _serving(serve)
    _add(commands, "work", "serving:work", _("run only the worker: reactions, timetables, jobs"))
    demo = _add(
        commands, "demo", "demo:demo", _("run the G20 Bali example event in its own folder")
    )
    _serving(demo)
    demo.add_argument("--no-serve", action="store_true", help=_("only make the folder ready"))


def _serving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help=_("address to listen on (0.0.0.0: all)")
    )
    parser.add_argument("--port", type=int, default=8000, help=_("port (default 8000)"))
    parser.add_argument(
        "--tls", action="store_true", help=_("serve https; see docs/howto/serve.md")
    )
    parser.add_argument("--cert", type=Path, help=_("certificate with its chain (PEM)"))
    parser.add_argument("--key", type=Path, help=_("its private key (PEM)"))
    parser.add_argument(
        "--trust-port",
        type=int,
        default=0,
        help=_("plain http page that helps phones to trust us (default: port + 1)"),
    )
    parser.add_argument("--no-worker", action="store_true", help=_("another process works"))


def _event_work(commands: Commands) -> None:
    init = _add(
        commands, "init", "shell:init", _("make an empty folder of data, or an empty event")
    )
    init.add_argument("--event", metavar="SLUG", help=_("make this event and its first person"))
    init.add_argument("--name", default="", help=_("the event's name"))
    init.add_argument("--zone", default="", help=_("its zone: WIB, WITA, WIT or an IANA name"))
    init.add_argument("--person", default="administrator", help=_("user name of the first person"))

    take = _add(
        commands,
        "import",
        "shell:take_in",
        _("take in an organiser's workbook"),
        "import examples/g20-bali-2022.xlsx --dry-run",
    )
    take.add_argument("file", type=Path, help=_("the workbook"))
    take.add_argument(
        "--event", metavar="SLUG", help=_("into this event (default: its Event sheet)")
    )
    take.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen, change nothing")
    )
    take.add_argument("--json", action="store_true", help=_("print counts as JSON"))

    plan = _add(
        commands,
        "plan",
        "shell:plan",
        _("plan, for people to adopt"),
        "plan officers --event g20-bali-2022",
    )
    plan.add_argument("what", choices=["officers", "roster"], help=_("what is planned"))
    plan.add_argument("--event", metavar="SLUG", required=True)
    plan.add_argument("--seconds", type=float, default=10.0, help=_("how long it may compute"))
    plan.add_argument("--json", action="store_true", help=_("print figures as JSON"))
    plan.add_argument(
        "--adopt", action="store_true", help=_("adopt the plan at once when it is sound")
    )

    people = _add(
        commands,
        "people",
        "shell:people",
        _("list people, invite or reset one"),
        "people reset sari",
    )
    people.add_argument("what", choices=["list", "invite", "reset"])
    people.add_argument("username", nargs="?", default="")


def _drills(commands: Commands) -> None:
    drill = commands.add_parser("drill", help=_("make and run a drill on a masked copy"))
    steps = drill.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    make = _add(
        steps,
        "make",
        "drills:make",
        _("make a masked copy with its injects, in a folder of its own"),
        "drill make --lesson 1",
    )
    make.add_argument("--lesson", type=int, help=_("the lesson's number"))
    make.add_argument("--template", default="", help=_("a template (default: of the lesson)"))
    make.add_argument("--minutes", type=int, default=45, help=_("how long (default 45)"))
    make.add_argument("--event", metavar="SLUG", default="", help=_("of this event"))
    make.add_argument("--into", type=Path, help=_("empty folder (default: home/drills/…)"))
    run = _add(steps, "run", "drills:run", _("serve a drill"), "drill run --port 8100")
    run.add_argument("folder", nargs="?", type=Path, help=_("its folder (default: the newest)"))
    run.add_argument("--host", default="127.0.0.1", help=_("address to listen on (0.0.0.0: all)"))
    run.add_argument("--port", type=int, default=8100, help=_("port (default 8100)"))
    run.add_argument("--tls", action="store_true", help=_("serve https; see docs/howto/serve.md"))
    _add(steps, "templates", "drills:templates", _("list drill templates"), "drill templates")


def _keeping(commands: Commands) -> None:
    _add(commands, "check", "upkeep:check", _("look whether everything is in order"))
    _add(
        commands,
        "verify-journal",
        "upkeep:verify_journal",
        _("prove that nobody changed the journal"),
    )
    backup = _add(
        commands, "backup", "backup:backup", _("copy all data into one folder"), "backup /mnt/stick"
    )
    backup.add_argument("to", nargs="?", type=Path, help=_("folder (default: home/backups)"))
    backup.add_argument(
        "--with-keys",
        type=Path,
        metavar="FILE",
        help=_("write the keys too, into this file apart: who has both can read all"),
    )
    restore = _add(
        commands,
        "restore",
        "backup:restore",
        _("make a folder of data out of a backup"),
        "restore backups/2022-11-15-1730 --into var-restored",
    )
    restore.add_argument("from_", metavar="FROM", type=Path, help=_("the backup's folder"))
    restore.add_argument("--into", type=Path, help=_("empty folder (default: home)"))
    restore.add_argument(
        "--keys", type=Path, metavar="FILE", help=_("the keys' file of --with-keys")
    )


def _building(commands: Commands) -> None:
    settings = _add(
        commands, "settings", "upkeep:show_settings", _("list what can be set, and what is")
    )
    settings.add_argument("--markdown", action="store_true", help=_("as the page of the docs"))
    _add(commands, "texts", "upkeep:texts", _("compile the Indonesian texts"))
    _add(commands, "collect", "upkeep:collect", _("collect static files under hashed names"))
