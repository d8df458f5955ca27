"""The card of a hand-over on the phones of its two officers, and on nobody else's screen."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.assignments import commands
from narahubung.assignments.models import Attachment, Duty, DutyState, HandOver
from narahubung.care.models import CareRecord
from narahubung.desks.queries.hand_over import card_now, card_of
from narahubung.needs.models import Need
from narahubung.parties.models import Member, Officer

HOUR = timedelta(hours=1)


@pytest.fixture
def budi(person: Any, event: Any) -> Any:
    """A relief officer, attached to nobody."""
    someone = person("budi", "officer", event)
    Officer.objects.create(event=event, code="LO-002", full_name="Budi Santosa", person=someone)
    return someone


@pytest.fixture
def opened(event: Any, arda: Any, lia: Any, lia_officer: Any, budi: Any, house: Any) -> Any:
    """Lia hands over to Budi within the half hour; a request is open, a guest has an allergy."""
    Attachment.objects.create(
        event=event,
        party=arda,
        officer=lia_officer,
        position="lead",
        since=NOON - HOUR,
        until=NOON + 24 * HOUR,
    )
    span = {"starts": NOON - 4 * HOUR, "ends": NOON + HOUR / 4}
    on = {"position": "lead", "state": DutyState.ON, "taken_at": NOON - 4 * HOUR}
    Duty.objects.create(event=event, party=arda, officer=lia_officer, **span, **on)
    duty = Duty.objects.create(
        event=event,
        party=arda,
        officer=budi.officer,
        position="relief",
        starts=NOON + HOUR / 4,
        ends=NOON + 6 * HOUR,
    )
    Need.objects.create(
        event=event, code="R-1", party=arda, text="Ginger tea at ten", raised_at=NOON
    )
    aide = Member.objects.create(event=event, party=arda, code="M-1", full_name="Celeborn")
    CareRecord.objects.create(member=aide, allergy="sesame", medical_note="takes a strong medicine")
    return commands.announce_hand_over(duty_id=duty.pk, by=house, at=NOON)


def test_the_relief_reads_the_card_and_nothing_else_before_both_have_acknowledged(
    opened: Any, lia: Any, budi: Any, sari: Any, signed_in: Any, event: Any
) -> None:
    slug = f"/e/{event.slug}"
    page, relief = f"{slug}/hand-over/{opened.pk}/", signed_in(budi)
    card = relief.get(page).content.decode()
    for words in ("Ginger tea at ten", "sesame", "Galadriel Arwen", "You take over from Lia"):
        assert words in card
    assert opened.given_code not in card
    assert page in relief.get(f"{slug}/hand-overs/mine/").content.decode()
    for closed in ("party/ARD/", "day/ARD/", "hand-overs/"):
        assert relief.get(f"{slug}/{closed}").status_code == 404
    assert relief.post(page + "give/").status_code == 404
    none = relief.post(page + "code/", {"code": "12a"}, headers={"HX-Request": "true"})
    assert (none.status_code, "Type the four digits" in none.content.decode()) == (422, True)

    lead = signed_in(lia)
    assert page in lead.get(f"{slug}/day/ARD/").content.decode()
    sent = {"keys": "Two badges", "key": str(uuid4())}
    for _resent in range(2):
        answer = lead.post(page + "give/", sent, headers={"HX-Request": "true"})
        assert "You have acknowledged" in answer.content.decode()
    assert "Ginger tea" in HandOver.objects.get().card

    desk = signed_in(sari)
    assert desk.get(page).status_code == 404
    listed = desk.get(f"{slug}/hand-overs/").content.decode()
    assert "Budi Santosa" in listed
    assert "Ginger tea" not in listed
    desk.post(f"{slug}/hand-overs/{opened.pk}/for/", {"side": "taken", "why": "no phone"})

    relief = signed_in(budi)
    done = relief.get(page).content.decode()
    assert "The duty is yours" in done
    assert "Two badges" in done
    assert relief.get(f"{slug}/day/ARD/").status_code == 200


def test_the_card_holds_what_an_officer_may_see_for_both_sides_in_both_languages(
    opened: Any, sari: Any, lia: Any, budi: Any, event: Any, as_actor: Any
) -> None:
    """A relief's lack of rights takes nothing out; who is no side of it gets none."""
    asked = {"event": event, "hand_over_id": opened.pk, "at": NOON}
    with pytest.raises(HandOver.DoesNotExist):
        card_now(**asked, by=as_actor(sari, event))
    made = [card_now(**asked, by=as_actor(one, event)) for one in (lia, budi)]
    assert made[0] == made[1]
    assert "strong medicine" not in str(made)
    found = {}
    for language in ("en", "id"):
        with translation.override(language):
            found[language] = card_of(made[0])
    assert [len(part.lines) for part in found["en"].parts] == [
        len(part.lines) for part in found["id"].parts
    ]
    assert found["en"].seconds <= 60
