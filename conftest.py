"""The cast: the same few people and things in every test. No factory hides a surprise."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

pytest_plugins = ["tests.servers", "tests.browsers", "tests.story"]  # servers, screens
NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)  # 12.00 WITA
LONG_AGO = NOON - timedelta(days=30)


@pytest.fixture(autouse=True)
def frozen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon, except where a browser watches time pass."""
    if "browser" not in request.keywords:
        monkeypatch.setattr("narahubung.kit.clock.now", lambda: NOON)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test has a database of its own, so what is kept of the last one must go."""
    translation.deactivate()  # a page leaves the language of its reader behind
    if board := sys.modules.get("narahubung.desks.queries.board"):
        board.forget()
    if network := sys.modules.get("narahubung.ripple.network"):
        network.forget()


@pytest.fixture(autouse=True)
def plain_static(settings: Any, request: pytest.FixtureRequest) -> None:
    """Pages name static files without a collected manifest."""
    if "browser" not in request.keywords:
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def drill(monkeypatch: pytest.MonkeyPatch) -> None:
    """This is a drill: `kit.exercise` is on, as the settings switch it on in a drill's folder."""
    monkeypatch.setattr("narahubung.kit.exercise._is_on", True)


@pytest.fixture
def event(db: None) -> Any:
    """The summit of Arda, in Bali's zone, living."""
    from narahubung.accounts.models import Event

    return Event.objects.create(
        slug="arda-2026",
        name_en="Summit of Arda",
        name_id="KTT Arda",
        zone="Asia/Makassar",
        starts_on=date(2026, 11, 20),
        ends_on=date(2026, 11, 22),
        state="live",
    )


@pytest.fixture
def other_event(db: None) -> Any:
    """An event next door, of which nobody here may know anything."""
    from narahubung.accounts.models import Event

    return Event.objects.create(slug="other-2026", name_en="Other", zone="Asia/Jakarta")


@pytest.fixture
def arda(event: Any) -> Any:
    """The delegation that our officer serves; led by a head of state."""
    from narahubung.parties.models import Party

    return Party.objects.create(
        event=event,
        code="ARD",
        name_en="Arda",
        name_id="Arda",
        iso_alpha2="FR",
        official_languages="fr",
        preferred_languages="fr en",
        head_name="Galadriel Arwen",
        head_office="President",
        head_category="head_of_state",
    )


@pytest.fixture
def bree(event: Any) -> Any:
    """Another delegation of the same event."""
    from narahubung.parties.models import Party

    return Party.objects.create(
        event=event,
        code="BRE",
        name_en="Bree",
        name_id="Bree",
        iso_alpha2="JP",
        official_languages="ja",
        preferred_languages="ja en",
        head_name="Barliman Butterbur",
        head_office="Prime Minister",
        head_category="head_of_government",
    )


@pytest.fixture
def transport(event: Any) -> Any:
    """The Transport department."""
    from narahubung.parties.models import Department

    return Department.objects.create(
        event=event,
        code="TRN",
        name_en="Transport",
        name_id="Transportasi",
        head="Ni Putu Widiana",
        deputy="Ni Luh Arimbawa",
        duty_phone="+44 7700 900484",
        hours="24h",
        sla_low_min=240,
        sla_normal_min=60,
        sla_high_min=20,
        sla_critical_min=5,
    )


@pytest.fixture
def person(db: None) -> Callable[..., Any]:
    """Make a person and tie them to an event: person("sari", "coordinator", event)."""
    from narahubung.accounts.models import Person, Reach, TieKind

    def make(
        username: str,
        role: str = "",
        event: Any = None,
        *,
        party: Any = None,
        department: Any = None,
        until: datetime | None = None,
    ) -> Any:
        someone, _ = Person.objects.get_or_create(
            username=username, defaults={"full_name": username.title(), "language": "en"}
        )
        if role:
            kind, pk = TieKind.EVENT, None
            if party is not None:
                kind, pk = TieKind.PARTY, party.pk
            if department is not None:
                kind, pk = TieKind.DEPARTMENT, department.pk
            Reach.objects.create(
                person=someone,
                event=event,
                role=role,
                kind=kind,
                object_id=pk,
                since=LONG_AGO,
                until=until,
            )
        return someone

    return make


@pytest.fixture
def rini(person: Any, event: Any) -> Any:
    """The organiser."""
    return person("rini", "organiser", event)


@pytest.fixture
def sari(person: Any, event: Any) -> Any:
    """The LO coordinator."""
    return person("sari", "coordinator", event)


@pytest.fixture
def lia_officer(event: Any) -> Any:
    """Lia as an officer on the list."""
    from narahubung.parties.models import Officer

    return Officer.objects.create(
        event=event,
        code="LO-001",
        full_name="Lia Ardika",
        preferred_name="Lia",
        gender="F",
        grade="Senior LO",
        phone="+44 7700 900320",
        available_from=date(2026, 11, 18),
        available_to=date(2026, 11, 24),
        max_hours_per_day=12,
    )


@pytest.fixture
def lia(person: Any, event: Any, arda: Any, lia_officer: Any) -> Any:
    """An officer attached to the delegation of Arda, and to nobody else."""
    someone = person("lia", "officer", event, party=arda)
    lia_officer.person = someone
    lia_officer.save()
    return someone


@pytest.fixture
def teo(person: Any, event: Any, transport: Any) -> Any:
    """Duty officer of the Transport desk."""
    return person("teo", "desk", event, department=transport)


@pytest.fixture
def as_actor() -> Callable[..., Any]:
    """Return the Actor of a person in an event at noon: as_actor(lia, event)."""
    from narahubung.accounts.actors import actor_of

    def make(someone: Any, event: Any) -> Any:
        return actor_of(someone, event_id=event.pk, at=NOON)

    return make


@pytest.fixture
def signed_in(client: Any) -> Callable[[Any], Any]:
    """Return a client signed in as a person: signed_in(sari).get("/e/arda-2026/…")."""

    def make(someone: Any) -> Any:
        client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture(scope="session")
def workbook() -> Path:
    """The organiser's real workbook."""
    return Path(__file__).parent / "examples" / "g20-bali-2022.xlsx"


@pytest.fixture
def house(event: Any) -> Any:
    """The house itself as actor, for reactions and the command line."""
    from narahubung.kit.actor import the_house

    return the_house("test", event_id=event.pk)
