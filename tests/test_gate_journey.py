"""A phone at a gate, in a real Chromium: with a network, and without one for half an hour."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from narahubung.access.judging import GateList, Line, judge
from narahubung.access.signing import _body, seconds
from tests.browsers import PHONE, SLUG, seat
from tests.field_browser import KEPT, NOW, line, on_the_server, until
from tests.liar import Liar
from tests.servers import Demo

__all__ = ["line"]  # the fixture
pytestmark = pytest.mark.browser
# Two badges at a gate of their own: an officer on duty and a member of whom he serves.
MADE = f"""
import json
from datetime import timedelta
from narahubung.access import commands
from narahubung.access.models import Badge
from narahubung.access.queries.gates import code_of
from narahubung.accounts.models import Event
from narahubung.assignments.models import Duty, DutyState
from narahubung.kit import clock
from narahubung.kit.actor import the_house
event, at = Event.objects.get(slug="{SLUG}"), clock.now()
by = {{"by": the_house("test", event_id=event.pk), "at": at - timedelta(hours=1)}}
duty = Duty.objects.filter(event=event, state=DutyState.ON).exclude(taken_at=None)[0]
zone = commands.keep_zone(zone_code="T", name_en="T", basis="stay", mirrored=True, **by)
gate = commands.keep_gate(
    gate_code="T", zone_id=zone.pk, name_en="Test gate", checks=["entry", "exit"], **by
)
plain = {{"has_photo": False, "is_vetted": False}}
sort = commands.keep_category(
    category_code="T", name_en="Test", zone_ids=[zone.pk], **plain, **by
)
from narahubung.access.models import Accreditation
from narahubung.parties.models import Member
member = Member.objects.filter(party=duty.party).first()
for of in ({{"officer": duty.officer}}, {{"member": member}}):
    Accreditation.objects.filter(**of).update(state="withdrawn")
told = {{"gate": gate.pk}}
people = (("officer", {{"officer_id": duty.officer_id}}), ("member", {{"member_id": member.pk}}))
for name, whom in people:
    days = {{"since": at.date() - timedelta(2), "until": at.date() + timedelta(2)}}
    row = commands.ask_accreditation(category_id=sort.pk, **whom, **days, **by)
    commands.check_accreditation(accreditation_id=row.pk, **by)
    commands.approve_accreditation(accreditation_id=row.pk, **by)
    badge = Badge.objects.get(accreditation=row)
    commands.print_badges(badge_ids=[badge.pk], **by)
    commands.collect_badge(badge_id=badge.pk, collector=row.full_name, **by)
    told[name] = {{"code": code_of(badge), "id": row.pk, "serial": badge.serial}}
print(json.dumps(told))
"""
PASSED = """
import json
from narahubung.access.models import Passage
rows = Passage.objects.filter(gate_id={gate}).order_by("at", "pk")
names = ("badge__serial", "admitted", "judged", "shown", "supervisor", "list_at")
print(json.dumps([list(row[:5]) + [row[5] is not None] for row in rows.values_list(*names)]))
"""
WITHDRAWN = f"""
from narahubung.access import commands
from narahubung.accounts.models import Event
from narahubung.kit import clock
from narahubung.kit.actor import the_house
by = the_house("test", event_id=Event.objects.get(slug="{SLUG}").pk)
commands.withdraw_accreditation(accreditation_id={{id}}, why="left", by=by, at=clock.now())
"""
# The phone's clocks run on, as if it had been without a network for so long.
OLDER = """(minutes) => {
  const { heard } = document.querySelector("gate-post").store
  heard.wall -= minutes * 60_000
  heard.mono = null
}"""
JUDGED = """async ({ list, table }) => {
  const entry = document.querySelector('script[src*="gate-post"]').src
  const text = await (await fetch(entry)).text()
  const name = text.match(/"\\.\\/(gate-judge[^"]*)"/)[1]
  const { judge } = await import(new URL(name, entry).href)
  const whole = { ...list, inside: new Set(list.inside) }
  return table.map(([digest, check, now]) => {
    const { colour, reason } = judge(whole, digest, check, now)
    return `${colour}:${reason}`
  })
}"""


def scan(page: Page, text: str) -> str:
    """Scan as a hand scanner does: it types, and ends the line. Return what the phone shows."""
    page.fill("#gate-code", text)
    page.locator("#gate-code").press("Enter")
    answer = page.locator("[data-part=answer]")
    expect(answer).to_be_visible()
    reason = page.evaluate("() => document.querySelector('gate-post').shown")
    return str(reason)


def unsent(page: Page, count: int) -> None:
    until(page, "(n) => document.querySelector('out-box').items.length === n", count)
    if count:
        expect(page.locator("[data-part=list]")).to_contain_text(f"{count} not yet sent")


def let_in(page: Page) -> None:
    page.locator("[data-part=admit]").click()
    expect(page.locator("[data-part=answer]")).to_be_hidden()


def turned_away(page: Page) -> None:
    page.locator("[data-part=refuse]").click()
    expect(page.locator("[data-part=answer]")).to_be_hidden()


def test_a_gate_with_and_without_a_network(  # noqa: PLR0915 -- one journey
    chromium: Browser, demo: Demo, line: Liar
) -> None:
    told: dict[str, Any] = json.loads(on_the_server(demo, MADE))
    officer, member, gate = told["officer"], told["member"], told["gate"]
    phone = seat(chromium, line.url, PHONE, language="en")
    phone.sign_in("gate", demo.password)
    phone.go(f"/access/gates/{gate}/")
    page = phone.page
    expect(page.locator("gate-post[ready]")).to_be_visible()
    assert page.evaluate("() => document.querySelector('gate-post').store.isChecked")  # Ed25519
    until(page, KEPT, f"/e/{SLUG}/access/gates/{gate}/")

    # With a network: the officer on duty is let in; a copy of the badge is refused, so is a forged
    # one, and a refusal leaves no button to let in.
    assert scan(page, officer["code"]) == "green:admitted"
    let_in(page)
    until(page, "() => !document.querySelector('out-box').items.length")
    assert scan(page, officer["code"].lower()) == "red:pass_back"
    expect(page.locator("[data-part=admit]")).to_be_hidden()
    turned_away(page)
    code = officer["code"]
    assert scan(page, code[:60] + ("B" if code[60] == "A" else "A") + code[61:]) == "red:unknown"
    turned_away(page)
    assert scan(page, "https://example.org/") == "red:not_a_badge"
    turned_away(page)
    assert judges_alike(page)

    until(page, "() => !document.querySelector('gate-post').unsaid")

    # One that answers nothing: what was settled is on the phone's disk before the screen says so.
    line.mood = "dead"
    assert scan(page, str(member["serial"])) == "green:admitted"
    let_in(page)
    assert scan(page, member["code"]) == "red:pass_back"  # as this phone saw it itself
    turned_away(page)

    # Without one, and opened anew before any of it was told: by the list that it keeps.
    line.cut()
    page.reload()
    expect(page.locator("gate-post[ready]")).to_be_visible()
    expect(page.locator("[data-part=list]")).to_contain_text("no connection")
    unsent(page, 2)
    assert scan(page, str(member["serial"])) == "red:pass_back"
    turned_away(page)
    unsent(page, 3)

    # After more than 15 minutes: no officer by his duty; others ask the supervisor.
    on_the_server(demo, WITHDRAWN.format(id=officer["id"]))
    page.evaluate(OLDER, 30)
    assert scan(page, officer["code"]) == "red:expired"
    turned_away(page)
    assert scan(page, member["code"]) == "amber:old_list"
    page.locator("[data-part=supervisor] summary").click()
    page.fill("#gate-supervisor", "Sersan Wira")
    page.fill("#gate-why", "known by face")
    page.locator("[data-part=by-supervisor] button").click()
    unsent(page, 5)

    # The network is back: what was done is told, and the withdrawal is known at once.
    line.mend()
    page.evaluate(NOW)
    unsent(page, 0)
    page.evaluate("() => document.body.dispatchEvent(new CustomEvent('live:gates'))")
    until(page, "() => document.querySelector('gate-post').isHeard")
    assert scan(page, officer["code"]) == "red:withdrawn"
    rows = json.loads(on_the_server(demo, PASSED.format(gate=gate)))
    # Each scan is there once, as the phone showed it.
    assert sorted((row[0] or 0, row[1], row[3]) for row in rows) == sorted(
        [
            (officer["serial"], True, "green:admitted"),
            (officer["serial"], False, "red:pass_back"),
            (0, False, "red:unknown"),
            (0, False, "red:not_a_badge"),
            (member["serial"], True, "green:admitted"),
            *2 * [(member["serial"], False, "red:pass_back")],
            (officer["serial"], False, "red:expired"),
            (member["serial"], True, "amber:old_list"),
        ]
    )
    assert [row[2] for row in rows if row[3] == "red:unknown"] == ["red:forged"]
    assert [row[4:] for row in rows if row[3] == "amber:old_list"] == [["Sersan Wira", True]]
    # Of the one request that was cut off htmx says so in the console.
    cut_off = ("htmx:afterRequest", "htmx:sendError")
    assert [it for it in phone.trouble if not any(name in it for name in cut_off)] == []
    phone.context.close()


def judges_alike(page: Page) -> bool:
    """Compare the phone's table with the server's, case by case."""
    noon, minute = datetime(2026, 11, 21, 4, tzinfo=UTC), timedelta(minutes=1)
    span = ((noon - 60 * minute, noon + 60 * minute),)
    known = GateList(
        gate_id=1,
        is_mirrored=True,
        made_at=noon,
        lines={
            "i": Line(spans=span),
            "o": Line(spans=span, is_mirror=True),
            "p": Line(spans=span),
            "n": Line(spans=()),
        },
        refused={"g": "withdrawn", "d": "off_duty"},
        inside={"i"},
        had={"meal": {"p"}},
    )
    cases = [
        (digest, check, noon + minutes * minute)
        for digest in "iopngdx"
        for check in ("entry", "exit", "meal")
        for minutes in (-5, -1, 0, 15, 15.1, 70)
    ]
    listed = {**_body(known), "made_at": seconds(noon), "good_s": 900}
    table = [(digest, check, at.timestamp()) for digest, check, at in cases]
    shown = page.evaluate(JUDGED, {"list": listed, "table": table})
    said = [str(judge(known, digest, check=check, now=at)) for digest, check, at in cases]
    assert shown == said
    return True
