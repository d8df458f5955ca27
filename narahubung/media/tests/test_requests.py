"""Press conferences; interviews and accreditation: asked, decided, told, a badge issued."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.kit.actor import Actor
from narahubung.media import commands
from narahubung.media.models import PressConference, PressQuestion
from narahubung.media.queries import asking
from narahubung.media.queries import conferences as queries
from narahubung.media.rules import asking as rules
from narahubung.media.rules import conferences as conference_rules
from narahubung.media.rules.statements import NeedsAReason
from narahubung.media.tests.conftest import MINUTE
from narahubung.media.tests.test_ordinary_days import approved, release, through_the_chain
from narahubung.parties.models import Place
from narahubung.programme.models import Item

GRANT = {"answer": "granted", "medium": "tv", "area": "Press centre", "at": NOON}


def requested(by: Actor, kind: str = "accreditation", **more: Any) -> PressQuestion:
    text = "Badges for a crew of two"
    return commands.receive_question(text=text, kind=kind, by=by, at=NOON, **more)


def conference(by: Actor, **more: Any) -> PressConference:
    usual = {
        "topic": "The opening",
        "starts_at": NOON + 60 * MINUTE,
        "minutes": 45,
        "place_text": "Press centre, hall A",
        "speakers": "The spokesperson",
    }
    return commands.plan_conference(**(usual | more), by=by, at=NOON)


def test_an_accreditation_is_asked_about_granted_told_and_gets_one_badge(
    desk: Actor, lia: Any, as_actor: Any, event: Any
) -> None:
    officer = as_actor(lia, event)
    row = requested(officer, outlet="NHK", country="Japan")
    one = {"press_id": row.pk, "by": desk}
    with pytest.raises(rules.NeedsWords):
        commands.answer_press(answer="more", at=NOON, **one)
    with pytest.raises(rules.NothingToTell):
        commands.tell_asker(at=NOON, **one)
    commands.answer_press(answer="more", note="passport numbers", at=NOON, **one)
    commands.tell_asker(told_how="mail", at=NOON, **one)
    line = asking.question(press_id=row.pk, by=desk, at=NOON + timedelta(hours=24))
    assert (line.answer, line.answered_at, line.is_late) == ("more", None, True)
    with pytest.raises(rules.NeedsAnArea):
        commands.answer_press(answer="granted", at=NOON, **one)
    yesterday = NOON.date() - timedelta(days=1)
    with pytest.raises(rules.IsOver):
        commands.answer_press(**GRANT, **one, valid_until=yesterday)
    with pytest.raises(rules.NotGranted):
        commands.issue_badge(badge="M-7", at=NOON, **one)
    commands.answer_press(**GRANT, **one, valid_until=NOON.date())
    (receipt,) = asking.receipts(by=officer, at=NOON)
    assert (receipt.answer, receipt.told_at) == ("granted", None)  # the news is to be told anew
    commands.issue_badge(badge="M-7", at=NOON, **one)
    commands.tell_asker(at=NOON, **one)
    other = requested(desk)
    commands.answer_press(press_id=other.pk, by=desk, **GRANT, valid_until=NOON.date())
    with pytest.raises(rules.BadgeIsOut):
        commands.issue_badge(press_id=other.pk, badge=" M-7", by=desk, at=NOON)


def test_a_refusal_says_why_and_an_interview_has_a_day(desk: Actor) -> None:
    row = requested(desk, "interview", wish_person="The minister", wish_time="tomorrow")
    assert row.due_at == NOON + timedelta(hours=24)
    answer = {"press_id": row.pk, "answer": "declined", "by": desk, "at": NOON}
    with pytest.raises(rules.NeedsWords):
        commands.answer_press(**answer)
    commands.answer_press(**answer, note="no time before the closing")
    found = asking.questions(by=desk, at=NOON, sort="interview")
    assert [(one.answer, one.note) for one in found] == [("declined", "no time before the closing")]
    assert asking.questions(by=desk, at=NOON, sort="accreditation") == []


def test_a_press_conference_is_held_with_what_was_asked_and_answered(
    desk: Actor, lead: Actor
) -> None:
    line = approved(desk, lead)
    text = release(desk, line)
    with pytest.raises(conference_rules.HoldsToADraft):
        conference(desk, statement_id=text.pk)
    through_the_chain(text, desk, lead)
    row = conference(desk, statement_id=text.pk, messages=[line.pk], interpreter="Booth 2")
    one = {"conference_id": row.pk, "by": desk, "at": NOON}
    commands.register_journalist(name="Rin", outlet="NHK", **one)
    with pytest.raises(conference_rules.IsRegistered):
        commands.register_journalist(name="Rin ", outlet="NHK", **one)
    with pytest.raises(conference_rules.ConferenceStands):
        commands.move_conference(state="held", **one)
    commands.move_conference(state="confirmed", **one)
    commands.move_conference(state="held", **one)
    with pytest.raises(conference_rules.ConferenceStands):
        commands.register_journalist(name="Late", **one)
    asked = commands.receive_question(text="How many guests?", **one)
    answer = {"press_id": asked.pk, "answer": "said", "by": desk, "at": NOON}
    with pytest.raises(rules.NeedsWords):
        commands.answer_press(**answer)
    commands.answer_press(**answer, note="Forty delegations.")
    found = queries.conference(conference_id=row.pk, by=desk, at=NOON)
    assert (found.state, found.journalists, [n for n, _text in found.messages]) == ("held", 1, [1])
    (note,) = [one.note for one in asking.asked_at(conference_id=row.pk, by=desk, at=NOON)]
    assert note == "Forty delegations."
    elsewhere = commands.receive_question(text="How many?", by=desk, at=NOON)
    with pytest.raises(rules.NotThatAnswer):  # nobody spoke there
        commands.answer_press(**answer | {"press_id": elsewhere.pk}, note="Forty.")


def test_a_press_conference_is_cancelled_with_a_reason_and_shows_what_is_on_meanwhile(
    desk: Actor, event: Any, arda: Any
) -> None:
    row = conference(desk)
    place = Place.objects.create(event=event, code="PC", name="Press centre")
    for code, starts, more in (
        ("same", 30, {"place": place}),
        ("other", 90, {"room": "Garden"}),
        ("before", -60, {}),
        ("secret", 60, {"private_of": arda}),
    ):
        begins = NOON + starts * MINUTE
        Item.objects.create(
            event=event,
            code=code,
            title_en=code,
            zone="Asia/Makassar",
            starts_at=begins,
            ends_at=begins + 60 * MINUTE,
            **more,
        )
    line = queries.conference(conference_id=row.pk, by=desk, at=NOON)
    found = [(one.title, one.is_there) for one in queries.meanwhile(line, by=desk)]
    assert found == [("same", True), ("other", False)]
    with pytest.raises(NeedsAReason):
        commands.move_conference(conference_id=row.pk, state="cancelled", by=desk, at=NOON)
    commands.move_conference(
        conference_id=row.pk, state="cancelled", why="the hall is full", by=desk, at=NOON
    )
    with pytest.raises(conference_rules.ConferenceStands):
        commands.change_conference(
            conference_id=row.pk,
            topic="x",
            starts_at=NOON,
            minutes=5,
            place_text="x",
            speakers="x",
            by=desk,
            at=NOON,
        )
