from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from conftest import NOON
from narahubung.accounts import commands
from narahubung.accounts.models import Invitation, Person
from narahubung.accounts.rules import InvitationNotGood, MayNotReset, NotAllowed
from narahubung.journal.models import StoredEntry

A_GOOD_ONE = "ginger tea at seven"


def letter_for(person: Any, by: Any, *, at: Any = NOON) -> str:
    return commands.invite(person_id=person.pk, by=by, at=at)


def test_an_invitation_sets_a_password_once(
    lia: Any, sari: Any, event: Any, as_actor: Any, client: Any
) -> None:
    token = letter_for(lia, as_actor(sari, event))

    answer = client.post(f"/invitation/{token}/", {"password": A_GOOD_ONE, "again": A_GOOD_ONE})

    assert answer.status_code == 302
    assert answer["Location"] == "/account/?new"
    lia.refresh_from_db()
    assert lia.check_password(A_GOOD_ONE)
    assert client.get("/account/").status_code == 200
    assert client.get(f"/invitation/{token}/").status_code == 410


def test_a_letter_is_good_for_72_hours(
    lia: Any, sari: Any, event: Any, as_actor: Any, client: Any, monkeypatch: Any
) -> None:
    token = letter_for(lia, as_actor(sari, event))

    monkeypatch.setattr("narahubung.kit.clock.now", lambda: NOON + timedelta(hours=71))
    assert client.get(f"/invitation/{token}/").status_code == 200
    monkeypatch.setattr("narahubung.kit.clock.now", lambda: NOON + timedelta(hours=72))
    assert client.get(f"/invitation/{token}/").status_code == 410


def test_a_second_letter_revokes_the_first(
    lia: Any, sari: Any, event: Any, as_actor: Any, client: Any
) -> None:
    first = letter_for(lia, as_actor(sari, event))
    second = letter_for(lia, as_actor(sari, event))

    assert client.get(f"/invitation/{first}/").status_code == 410
    assert client.get(f"/invitation/{second}/").status_code == 200

    commands.revoke_invitation(person_id=lia.pk, by=as_actor(sari, event), at=NOON)
    assert client.get(f"/invitation/{second}/").status_code == 410


def test_nothing_that_is_kept_opens_the_door(
    lia: Any, sari: Any, event: Any, as_actor: Any
) -> None:
    token = letter_for(lia, as_actor(sari, event))

    kept = str(list(Invitation.objects.values())) + str(list(StoredEntry.objects.values()))
    assert token not in kept


def test_a_letter_is_for_one_person(
    lia: Any, teo: Any, sari: Any, event: Any, as_actor: Any
) -> None:
    token = letter_for(lia, as_actor(sari, event))

    with pytest.raises(InvitationNotGood):
        commands.accept_invitation(
            token=token, password_hash=make_password("x"), by=as_actor(teo, event), at=NOON
        )


def test_weak_passwords_are_refused_in_words(
    lia: Any, sari: Any, event: Any, as_actor: Any, client: Any
) -> None:
    token = letter_for(lia, as_actor(sari, event))

    answer = client.post(f"/invitation/{token}/", {"password": "short", "again": "short"})

    assert answer.status_code == 422
    assert b"12" in answer.content
    lia.refresh_from_db()
    assert not lia.check_password("short")


def test_a_reset_takes_everything_and_begins_anew(
    lia: Any, sari: Any, event: Any, as_actor: Any, client: Any
) -> None:
    token = letter_for(lia, as_actor(sari, event))
    client.post(f"/invitation/{token}/", {"password": A_GOOD_ONE, "again": A_GOOD_ONE})
    Authenticator.objects.create(user=lia, type="totp", data={"secret": "x"})
    assert client.get("/account/").status_code == 200

    again = commands.reset_access(person_id=lia.pk, by=as_actor(sari, event), at=NOON)

    lia = Person.objects.get(pk=lia.pk)
    assert not lia.has_usable_password()
    assert not Authenticator.objects.filter(user=lia).exists()
    assert client.get("/account/").status_code == 302
    assert client.get(f"/invitation/{again}/").status_code == 200


def test_an_officer_invites_nobody(lia: Any, teo: Any, event: Any, as_actor: Any) -> None:
    with pytest.raises(NotAllowed):
        commands.invite(person_id=teo.pk, by=as_actor(lia, event), at=NOON)


def test_who_could_not_give_a_role_cannot_take_over_the_account(
    rini: Any, lia: Any, sari: Any, event: Any, other_event: Any, person: Any, as_actor: Any
) -> None:
    with pytest.raises(MayNotReset):
        commands.reset_access(person_id=rini.pk, by=as_actor(sari, event), at=NOON)

    person("lia", "organiser", other_event)
    for asker in (sari, rini):
        with pytest.raises(MayNotReset):
            commands.invite(person_id=lia.pk, by=as_actor(asker, event), at=NOON)


def test_the_letter_page_shows_a_code_to_print(
    lia: Any, sari: Any, signed_in: Any, event: Any
) -> None:
    client = signed_in(sari)

    answer = client.post(f"/e/{event.slug}/people/{lia.pk}/letter/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "data:image/svg+xml" in page
    assert "/invitation/" in page
    assert "no-store" in answer["Cache-Control"]
