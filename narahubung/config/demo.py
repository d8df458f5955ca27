"""`narahubung demo`: the G20 Bali example event in a folder of its own, at 18.11 on its first day.

The event is public; every officer, delegate and number in it is invented. The folder is made once;
the second time it is only served.
"""

import argparse
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any

from narahubung.config.cli import Trouble
from narahubung.config.upkeep import load, say

SLUG = "g20-bali-2022"
WORKBOOK = Path(__file__).resolve().parents[2] / "examples" / "g20-bali-2022.xlsx"
TAKEN_IN_AT = datetime.fromisoformat("2022-11-08T09:00:00+08:00")
STANDS_AT = datetime.fromisoformat("2022-11-15T18:11:00+08:00")
PLAN_SECONDS, ROSTER_SECONDS = 10.0, 20.0
# Who signs in besides officers and desks: user name, role, whom the role is tied to.
PEOPLE = [
    ("organiser", "organiser"),
    ("coordinator", "coordinator"),
    ("protocol", "protocol"),
    ("medical", "medical"),
    ("media", "media"),
    ("gate", "gate"),
    ("accreditation", "accreditation"),
    ("gifts", "gifts"),
    ("crisis-lead", "crisis_lead"),
    ("crisis-liaison", "crisis_liaison"),
    ("interpreter", "interpreter"),
    ("auditor", "auditor"),
    ("dpo", "dpo"),
]
FOCAL = "JPN"


def demo(asked: argparse.Namespace) -> int:
    """Make the example when it is not there yet, then serve it."""
    began = time.monotonic()
    home = _own_folder(asked)
    from narahubung.config import serving  # noqa: PLC0415

    serving.prefer_https(asked)
    if not asked.no_serve:
        serving.insist_on_ports(asked)
    load()
    with serving.only_one(home):
        with step(_("database, texts and static files")):
            serving.make_ready(home)
        _keep_all_here(home)
        if not (home / "stands_at").exists():
            with without_waiting_for_the_disk():
                make(home)
            (home / "stands_at").write_text(STANDS_AT.isoformat())
            say(_("ready after {seconds} s").format(seconds=round(time.monotonic() - began)))
        _stand(STANDS_AT)
        if asked.no_serve:
            return 0
        notes = {_("Sign in as"): "organiser, coordinator, officer-jpn, deputy-jpn, desk-trn, …"}
        notes[_("Password of all")] = (home / "demo-password").read_text().strip()
        serving.run(serving.doors_of(asked, home), with_worker=not asked.no_worker, notes=notes)
    return 0


def make(home: Path) -> None:
    """Fill an empty folder with the example event. About a minute; each step says how long."""
    from narahubung.accounts.models import Event, Person  # noqa: PLC0415

    if Person.objects.exists() and not (home / "demo-password").exists():
        raise Trouble(
            _("{home} holds an event already; the demo needs a folder of its own (--home).").format(
                home=home
            )
        )
    _stand(TAKEN_IN_AT)
    if not Event.objects.filter(slug=SLUG).exists():
        with step(_("the organiser's workbook")):
            _call("import_list", str(WORKBOOK))
    event = Event.objects.get(slug=SLUG)
    with step(_("people who sign in")):
        password = _password(home)
        make_people(event, password)
        _open(event)
    with step(_("officers: a plan, adopted")):
        _plan(event)
        make_officers(event, password)
    with step(_("who is with whom when: a roster, adopted")):
        _plan_roster(event)
    with step(_("how people are reached")):
        from narahubung.config.past_channels import make_reachable, send_what_is_due  # noqa: PLC0415

        make_reachable(event)
    with step(_("duties")):
        _react()
    with step(_("what happened until 18.11 on 15 November")):
        from narahubung.config.past import play_past  # noqa: PLC0415

        play_past(event, until=STANDS_AT)
        _stand(STANDS_AT)
        _react()
        send_what_is_due()
    with step(_("badges, zones and gates")):
        from narahubung.config.past_access import make_access  # noqa: PLC0415

        make_access(event, until=STANDS_AT)
        _react()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    began = time.monotonic()
    yield
    say(f"{time.monotonic() - began:6.1f} s  {name}")


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """Make the example quickly: nobody has been told anything yet that a power cut could lose."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    yield
    connection.close()  # the next connection waits for the disk again


def make_people(event: Any, password: str) -> None:
    """Make the demo's people; those that are there stay."""
    from narahubung.kit import clock  # noqa: PLC0415
    from narahubung.kit.actor import the_house  # noqa: PLC0415
    from narahubung.needs.commands import find_behind  # noqa: PLC0415
    from narahubung.parties.models import Department, Party  # noqa: PLC0415

    maker = _Maker(event, password)
    maker.make("administrator", "Administrator", "administrator", everywhere=True)
    for username, role in PEOPLE:
        maker.make(username, username.replace("-", " ").capitalize(), role)
    for row in Department.objects.filter(event=event):
        desk = f"desk-{row.code.lower()}"
        maker.make(desk, row.name_en, "desk", department_id=row.pk)
        for post, name in (("deputy", row.deputy), ("chief", row.head)):
            maker.make(f"{desk}-{post}", name, "desk", department_id=row.pk)
    find_behind(by=the_house("demo", event_id=event.pk), at=clock.now())
    focal = Party.objects.get(event=event, code=FOCAL)
    maker.make(f"focal-{FOCAL.lower()}", f"Aide of {FOCAL}", "focal_point", party_id=focal.pk)


def make_officers(event: Any, password: str) -> None:
    """Give each lead and deputy a log-in, and with it the access that the place carries."""
    from narahubung.assignments import commands  # noqa: PLC0415
    from narahubung.assignments.models import Attachment  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415
    from narahubung.kit.actor import the_house  # noqa: PLC0415

    maker = _Maker(event, password)
    by = the_house("demo", event_id=event.pk)
    rows = Attachment.objects.filter(event=event, ended_at=None, officer__person=None)
    for row in rows.select_related("officer", "party").order_by("party__code", "position"):
        if row.position not in {"lead", "deputy"}:
            continue
        name = "officer" if row.position == "lead" else "deputy"
        person = maker.make(f"{name}-{row.party.code.lower()}", row.officer.full_name)
        row.officer.person = person
        row.officer.save(update_fields=["person"])
        commands.let_in(officer_id=row.officer_id, by=by, at=clock.now())


class _Maker:
    """Makes people of the demo, all with one password, by the same commands as the pages."""

    def __init__(self, event: Any, password: str) -> None:
        from django.contrib.auth.hashers import make_password  # noqa: PLC0415

        self._event = event
        self._hash = make_password(password)

    def make(
        self,
        username: str,
        full_name: str,
        role: str = "",
        *,
        party_id: int | None = None,
        department_id: int | None = None,
        everywhere: bool = False,
    ) -> Any:
        from narahubung.accounts.commands.people import grant, make_person  # noqa: PLC0415
        from narahubung.accounts.models import Person  # noqa: PLC0415
        from narahubung.kit import clock  # noqa: PLC0415
        from narahubung.kit.actor import the_house  # noqa: PLC0415

        if found := Person.objects.filter(username=username).first():
            return found
        by, at = the_house("demo"), clock.now()
        person = make_person(
            username=username,
            full_name=full_name,
            language="en",
            password_hash=self._hash,
            by=by,
            at=at,
        )
        if role:
            grant(
                person_id=person.pk,
                role=role,
                event_id=None if everywhere else self._event.pk,
                party_id=party_id,
                department_id=department_id,
                by=by,
                at=at,
            )
        return person


def _plan(event: Any) -> None:
    from narahubung.assignments.models import Attachment  # noqa: PLC0415

    if Attachment.objects.filter(event=event).exists():
        return
    _call("plan_officers", event=SLUG, seconds=PLAN_SECONDS, adopt=True)


def _plan_roster(event: Any) -> None:
    from narahubung.assignments import commands  # noqa: PLC0415
    from narahubung.assignments.models import Duty  # noqa: PLC0415
    from narahubung.config.past_roster import give_by_hand  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415
    from narahubung.kit.actor import the_house  # noqa: PLC0415

    if Duty.objects.filter(event=event).exists():
        return
    by = the_house("demo", event_id=event.pk)
    commands.set_terms(policy="summit", changes={}, by=by, at=clock.now())
    give_by_hand(event, on=STANDS_AT)
    _call("plan_roster", event=SLUG, seconds=ROSTER_SECONDS, adopt=True)


def _open(event: Any) -> None:
    from narahubung.accounts.commands.events import open_event  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415
    from narahubung.kit.actor import the_house  # noqa: PLC0415

    if event.state == "preparing":
        open_event(event_id=event.pk, by=the_house("demo", event_id=event.pk), at=clock.now())


def _react() -> None:
    from narahubung.journal.reacting import react  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415

    while react(at=clock.now()):
        pass


def _own_folder(asked: argparse.Namespace) -> Path:
    """Return the demo's folder; it must be known before the settings are loaded."""
    if "NARAHUBUNG_HOME" not in os.environ:
        os.environ["NARAHUBUNG_HOME"] = str(Path("var") / "demo")
    home = Path(os.environ["NARAHUBUNG_HOME"]).expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def _keep_all_here(home: Path) -> None:
    """Let nothing leave this machine, now and whenever the folder is served again."""
    from narahubung.config.environment import environment  # noqa: PLC0415

    (home / "sends_nothing").touch()
    environment.sends = False


def _password(home: Path) -> str:
    path = home / "demo-password"
    if not path.exists():
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text().strip()


def _stand(at: datetime) -> None:
    from narahubung.kit import clock  # noqa: PLC0415

    clock.stand_at(at)


def _call(command: str, *values: object, **options: object) -> None:
    import io  # noqa: PLC0415

    from django.core.management import call_command  # noqa: PLC0415

    call_command(command, *values, stdout=io.StringIO(), **options)
