"""The event's own work from a shell: an empty event, a workbook, a plan, people."""

import argparse
import secrets
from typing import Any

from narahubung.config.cli import Trouble
from narahubung.config.upkeep import load, migrate, say


def init(asked: argparse.Namespace) -> int:
    """Make the folder and its database; with --event the event and its first person too."""
    settings = load()
    migrate(settings.HOME)
    say(f"The folder {settings.HOME} is ready.")
    if not asked.event:
        from narahubung.accounts import first_run  # noqa: PLC0415

        say("Next: `narahubung serve`, and the first page asks for you and the event.")
        if first_run.is_needed():
            say(f"It asks for this code, so that no stranger begins: {first_run.code()}")
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
    say(f"The event {asked.event} is made. Sign in as {asked.person} with {password}")
    say("Change that password on the first visit; it is shown only here.")
    return 0


def take_in(asked: argparse.Namespace) -> int:
    """Take in a workbook."""
    if not asked.file.is_file():
        raise Trouble(f"there is no file {asked.file}.")
    settings = load()
    migrate(settings.HOME)
    options: dict[str, Any] = {"dry_run": asked.dry_run, "json": asked.json}
    if asked.event:
        options["event"] = asked.event
    _call("import_list", str(asked.file), **options)
    return 0


def plan(asked: argparse.Namespace) -> int:
    """Plan officers."""
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
        raise Trouble(f"nobody has the user name {asked.username!r}; see: narahubung people list")
    send = letters.invite if asked.what == "invite" else letters.reset_access
    token = send(person_id=person.pk, by=the_house("command line"), at=clock.now())
    say(f"{person}: open this once, within {letters.GOOD_FOR.days} days, to set a password:")
    say(_address_of_letter(token))
    return 0


def _address_of_letter(token: str) -> str:
    from django.urls import reverse  # noqa: PLC0415

    from narahubung.config.environment import environment  # noqa: PLC0415

    base = environment.address.rstrip("/") or "http://127.0.0.1:8000"
    return base + reverse("accounts_outside:invitation", kwargs={"token": token})


def _call(command: str, *values: object, **options: object) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command(command, *values, **options)
