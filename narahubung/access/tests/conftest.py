"""The people of the accreditation desk, a hall with a gate, categories."""

from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.access import commands
from narahubung.access.models import Accreditation, Badge, Category, Gate, Zone
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAYS = {"since": date(2026, 11, 20), "until": date(2026, 11, 22)}


@pytest.fixture
def desk(person: Any, event: Any, as_actor: Any) -> Actor:
    """Hamfast approves and hands out."""
    return as_actor(person("hamfast", "accreditation", event), event)


@pytest.fixture
def colleague(person: Any, event: Any, as_actor: Any) -> Actor:
    """Marigold does, too."""
    return as_actor(person("marigold", "accreditation", event), event)


@pytest.fixture
def keeper(person: Any, event: Any, as_actor: Any) -> Actor:
    """Beregond keeps a gate."""
    return as_actor(person("beregond", "gate", event), event)


@pytest.fixture
def focal(person: Any, event: Any, arda: Any, as_actor: Any) -> Actor:
    """Celeborn is the focal point of Arda."""
    return as_actor(person("celeborn", "focal_point", event, party=arda), event)


@pytest.fixture
def member(arda: Any) -> Member:
    """An adviser of Arda."""
    return Member.objects.create(
        event=arda.event, party=arda, code="ARD-2", full_name="Haldir Rúmil", role="adviser"
    )


@pytest.fixture
def lounge(desk: Actor) -> Zone:
    """The lounge: for the whole stay of a delegation, and mirrored."""
    return commands.keep_zone(
        zone_code="VIP",
        name_en="VIP lounge",
        name_id="Ruang VIP",
        basis="stay",
        mirrored=True,
        by=desk,
        at=NOON,
    )


@pytest.fixture
def press(desk: Actor) -> Zone:
    """The media centre: by category or by name."""
    return commands.keep_zone(
        zone_code="PRESS", name_en="Media centre", name_id="Pusat media", by=desk, at=NOON
    )


@pytest.fixture
def gate(lounge: Zone, desk: Actor) -> Gate:
    """The door of the lounge."""
    return commands.keep_gate(
        gate_code="VIP-1",
        zone_id=lounge.pk,
        name_en="Lounge door",
        checks=["entry", "exit"],
        by=desk,
        at=NOON,
    )


@pytest.fixture
def delegate(lounge: Zone, press: Zone, desk: Actor) -> Category:
    """Delegates may enter the lounge; they wear a photo and are vetted."""
    return commands.keep_category(
        category_code="DEL", name_en="Delegate", zone_ids=[lounge.pk], by=desk, at=NOON
    )


def asked(member: Member, category: Category, by: Actor, **more: Any) -> Accreditation:
    """Ask for the badge of a member."""
    return commands.ask_accreditation(
        member_id=member.pk, category_id=category.pk, **DAYS, **more, by=by, at=NOON
    )


def handed_out(row: Accreditation, by: Actor, at: Any = NOON) -> Badge:
    """Take a request to a badge in the hand of its holder."""
    Accreditation.objects.filter(pk=row.pk).update(photo="0" * 64)
    one = {"accreditation_id": row.pk, "by": by, "at": at}
    commands.check_accreditation(**one)
    commands.vet_person(**one, cleared=True)
    commands.approve_accreditation(**one)
    badge = Badge.objects.get(accreditation=row)
    commands.print_badges(badge_ids=[badge.pk], by=by, at=at)
    commands.collect_badge(badge_id=badge.pk, collector=row.full_name, by=by, at=at)
    badge.refresh_from_db()
    return badge
