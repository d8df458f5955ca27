"""The event's own work from a shell: an empty event, a workbook, a plan, people."""

import argparse
import secrets
from gettext import gettext as _
from typing import Any

from narahubung.config.cli import Trouble
from narahubung.config.upkeep import load, migrate, say


def init(asked: argparse.Namespace) -> int:
    """Make the folder and its database; with --event the event and its first person too."""
    settings = load()
    migrate(settings.HOME)
    say(_("The folder {home} is ready.").format(home=settings.HOME))
    if not asked.event:
        from narahubung.accounts import first_run  # noqa: PLC0415

        say(_("Next: `narahubung serve`, and open the address that it prints."))
        if first_run.is_needed():
            code = first_run.code()
            says = _("The first page asks for this code, so that no stranger begins: {code}")
            say(says.format(code=code))
        return 0
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415

    from narahubung.accounts.commands.events import begin  # noqa: PLC0415
    from narahubung.config.environment import environment  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415
    from narahubung.kit.actor import the_house  # noqa: PLC0415

    password = secrets.token_urlsafe(12)
    begin(
        username=asked.person,
        full_name=asked.person.title(),
        language=environment.language,
        password_hash=make_password(password),
        event={
            "slug": asked.event,
            "name_en": asked.name or asked.event,
            "zone": asked.zone or environment.zone,
        },
        by=the_house("command line"),
        at=clock.now(),
    )
    made = _("The event {event} is made. Sign in as {person} with {password}")
    say(made.format(event=asked.event, person=asked.person, password=password))
    say(_("Change that password on the first visit; it is shown only here."))
    return 0


def take_in(asked: argparse.Namespace) -> int:
    """Take in a workbook."""
    if not asked.file.is_file():
        raise Trouble(_("there is no file {file}.").format(file=asked.file))
    settings = load()
    migrate(settings.HOME)
    options: dict[str, Any] = {"dry_run": asked.dry_run, "json": asked.json}
    if asked.event:
        options["event"] = asked.event
    _call("import_list", str(asked.file), **options)
    return 0


def plan(asked: argparse.Namespace) -> int:
    """Plan officers, or the roster."""
    load()
    _call(
        f"plan_{asked.what}",
        event=asked.event,
        seconds=asked.seconds,
        json=asked.json,
        adopt=asked.adopt,
    )
    return 0


def people(asked: argparse.Namespace) -> int:
    """List people, or send one a new letter."""
    load()
    from narahubung.accounts.commands import letters  # noqa: PLC0415
    from narahubung.accounts.models import Person  # noqa: PLC0415
    from narahubung.kit import clock  # noqa: PLC0415
    from narahubung.kit.actor import the_house  # noqa: PLC0415

    if asked.what == "list":
        for one in Person.objects.order_by("username"):
            say(f"{one.username:<24} {one.full_name}")
        return 0
    person = Person.objects.filter(username=asked.username).first()
    if person is None:
        raise Trouble(
            _("nobody has the user name {name}; see: narahubung people list").format(
                name=asked.username
            )
        )
    send = letters.invite if asked.what == "invite" else letters.reset_access
    token = send(person_id=person.pk, by=the_house("command line"), at=clock.now())
    says = _("{person}: open this once, within {days} days, to set a password:")
    say(says.format(person=person, days=letters.GOOD_FOR.days))
    say(_address_of_letter(token))
    return 0


def _address_of_letter(token: str) -> str:
    from django.urls import reverse  # noqa: PLC0415

    from narahubung.config.environment import environment  # noqa: PLC0415

    base = environment.address.rstrip("/") or "http://127.0.0.1:8000"
    return base + reverse("invitation", kwargs={"token": token})


def _call(command: str, *values: object, **options: object) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command(command, *values, **options)
