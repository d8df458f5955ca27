"""Things of one's own, which need no right: whoever has them, the page still asks for its right.

One of each kind for one persona, beside those of others; what is made here is undone with the try.
"""

from copy import copy
from datetime import timedelta
from typing import Any

from conftest import NOON
from tests.oracle import OWN, Persona
from tests.world import World, person_for

_HOUR = timedelta(hours=1)


def words_of_own(world: World, persona: Persona) -> dict[str, object]:
    """Make them; return what may stand in an address then.

    Besides what `World.words` knows: `planned_id`, a duty that is not begun; `taking_id`, a
    hand-over in which this persona takes (in `hand_over_id` he gives); `sent_id`, a message he
    sent (`relay_id` he got).
    """
    rows, me = world.rows[OWN], person_for(world, persona)
    made: dict[str, Any] = {}

    def own(label: str, **values: object) -> Any:
        row = copy(rows[label])
        row.pk, row.id = None, None
        for name, value in values.items():
            setattr(row, name, value)
        row.save(force_insert=True)
        made[label] = row
        return row

    officer = own("parties.Officer", code="MINE", person=me)
    theirs = own("assignments.Duty", starts=NOON + 5 * _HOUR, ends=NOON + 8 * _HOUR)
    planned = own(
        "assignments.Duty",
        officer=officer,
        starts=NOON + 4 * _HOUR,
        ends=NOON + 8 * _HOUR,
        overtime_asked_at=NOON,
    )
    on = own(
        "assignments.Duty", officer=officer, starts=NOON - _HOUR, ends=NOON + _HOUR, state="on"
    )
    taking = own("assignments.HandOver", outgoing=None, incoming=planned, card="", keys="")
    own("assignments.HandOver", outgoing=on, incoming=theirs, card="", keys="")
    own("assignments.DutyWish", officer=officer)
    own("assignments.Absence", officer=officer, until=None)
    own("assignments.Swap", duty=theirs, back=None, to=officer)
    own("assignments.Alarm", officer=officer, about="mine", asked_at=NOON)
    own("assignments.HelpCall", officer=officer, text="")
    own("programme.CalendarFeed", person=me, token_hash="mine", closed_at=None)
    thread = own("relays.Thread", kept_by=me)
    sent = own("relays.Relay", code="SENT", sender=me, voice="", thread=None, supersedes=None)
    relay = own("relays.Relay", code="GOT", voice="", thread=thread, supersedes=None)
    own("relays.Recipient", relay=relay, person=me)
    own("ripple.Consent", person=me, number=0)
    gift = own("gifts.Declaration", number=9, person=me, holder=me)
    own("gifts.DeclarationText", declaration=gift)
    gave = own("gifts.Custody", declaration=gift, from_person=me, taken_at=None)
    theirs_too = own("gifts.Declaration", number=10)
    own("gifts.DeclarationText", declaration=theirs_too)
    own("gifts.Custody", declaration=theirs_too, to_person=me, taken_at=None)
    made["gifts.Declaration"] = gift
    own("relays.Delivery", relay=None, person=me, dedupe="mine", state="sent", channel="phone")
    mine = World(
        world.event,
        world.other_event,
        {OWN: rows | made},
        people=world.people | {"someone-own": me},
    )
    mine.reaches = world.reaches
    return mine.words(OWN) | {
        "officer_id": rows["parties.Officer"].pk,  # whom one names is somebody else
        "planned_id": planned.pk,
        "taking_id": taking.pk,
        "sent_id": sent.pk,
        "gave_id": gave.pk,
    }
