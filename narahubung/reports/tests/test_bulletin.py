"""The printed bulletin: a real PDF of what one may see, and who is reached by paper is told."""

from typing import Any

from conftest import NOON
from narahubung.relays.commands import channels, delivering
from narahubung.relays.models import Channel, Delivery, Recipient, Relay
from narahubung.reports.pages import papers

HERE = "/e/arda-2026/paper/bulletin.pdf"


def test_a_bulletin_is_printed_and_noted_as_told(
    signed_in: Any, sari: Any, lia: Any, event: Any, house: Any
) -> None:
    channels.set_address(person_id=lia.pk, channel="print", value="Lobby", by=house, at=NOON)
    relay = Relay.objects.create(
        event=event,
        code="M-1",
        text="Bus 3: 15.13 WITA, 東京",
        translation="Bus 3 at 15.13 WITA",
        sender=sari,
        sender_name="Sari",
        sent_at=NOON,
    )
    Recipient.objects.create(relay=relay, person=lia)
    delivering.queue_relay(relay=relay, person_ids=[lia.pk], at=NOON)

    answer = signed_in(sari).post(HERE, {"lane": "operations"})

    assert answer.content.startswith(b"%PDF")
    assert "operations-bulletin-20261121-1200-en.pdf" in answer["Content-Disposition"]
    assert Delivery.objects.get(channel=Channel.PRINT).state == "sent"


def test_it_holds_only_what_one_may_see(
    signed_in: Any, sari: Any, teo: Any, lia: Any, arda: Any, event: Any, monkeypatch: Any
) -> None:
    printed = []
    monkeypatch.setattr(
        papers.press, "bulletin", lambda sheet, **_: printed.append(sheet) or b"%PDF"
    )
    for code, person, lane in (("M-1", lia, "vip"), ("M-2", teo, "operations")):
        relay = Relay.objects.create(
            event=event, code=code, text="x", lane=lane, sender_name="S", sent_at=NOON
        )
        Recipient.objects.create(relay=relay, person=person)
    told = {"lane": "vip", "said_by": "Aide", "sender_name": "S", "sent_at": NOON}
    Relay.objects.create(event=event, code="M-3", text="leaves early", **told)  # on no wall

    signed_in(teo).post(HERE)
    signed_in(sari).post(HERE, {"lane": "vip"})
    signed_in(sari).post(HERE, {"party": arda.pk})

    assert [[one.code for one in sheet.notices] for sheet in printed] == [["M-2"], ["M-1"], ["M-1"]]
    page = signed_in(sari).get("/e/arda-2026/calls/").content.decode()
    assert f'<option value="{arda.pk}">ARD' in page
    assert signed_in(sari).post(HERE, {"party": "ARD"}).status_code == 404
    assert signed_in(teo).get(HERE).status_code == 405
