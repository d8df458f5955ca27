"""A whole hand-over on two phones: one loses its network in the middle, and nothing is lost."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers import PASSWORD, PHONE, SLUG, Seat, seat
from tests.servers import ROOT, Server, environment
from tests.test_axe import begin, found

pytestmark = pytest.mark.browser

# What a phone says aloud, kept for the test; this machine has no voice.
SPEECH = """
window.spoken = []
speechSynthesis.speak = (line) => {
  window.spoken.push([line.lang, line.text])
  for (const name of ["start", "end"]) line.dispatchEvent(new Event(name))
}
"""


def seed() -> None:
    """Make an event in which Lia is on duty with Arda and Budi takes over in ten minutes."""
    from narahubung.accounts.models import Event, Person, Reach
    from narahubung.assignments import commands
    from narahubung.assignments.models import Duty, DutyState
    from narahubung.kit import clock
    from narahubung.kit.actor import the_house
    from narahubung.parties.models import Officer, Party

    now, hour = clock.now(), timedelta(hours=1)
    event = Event.objects.create(
        slug=SLUG,
        name_en="Summit",
        name_id="KTT",
        zone="Asia/Makassar",
        starts_on=now.date(),
        ends_on=(now + 24 * hour).date(),
        state="live",
    )
    arda = Party.objects.create(
        event=event, code="ARD", name_en="Arda", name_id="Arda", iso_alpha2="FR"
    )
    officers = []
    for code, name, party in (("lia", "Lia Ardika", arda), ("budi", "Budi Santosa", None)):
        person = Person.objects.create(username=code, full_name=name, language="en")
        person.set_password(PASSWORD)
        person.save()
        kind, pk = ("party", party.pk) if party else ("event", None)
        Reach.objects.create(
            person=person, event=event, role="officer", kind=kind, object_id=pk, since=now - hour
        )
        officers.append(
            Officer.objects.create(event=event, code=code, full_name=name, person=person)
        )
    lia, budi = officers
    spans = [(lia, -4 * hour, hour / 6), (budi, hour / 6, 4 * hour), (lia, hour / 3, 8 * hour)]
    on, planned, _later = [
        Duty.objects.create(
            event=event,
            party=arda,
            officer=officer,
            position="relief",
            starts=now + starts,
            ends=now + ends,
        )
        for officer, starts, ends in spans
    ]
    on.state, on.taken_at = DutyState.ON, on.starts
    on.save()
    house = the_house("test", event_id=event.pk)
    commands.announce_hand_over(duty_id=planned.pk, by=house, at=now)


@pytest.fixture
def server(new_home: Path) -> Iterator[Server]:
    code = "import django; django.setup(); from tests.test_hand_over_journey import seed; seed()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(new_home), check=True)
    made = Server(new_home).start()
    yield made
    made.stop()


def test_two_phones_pass_a_duty_on_and_back_while_one_has_no_network(
    chromium: Browser, server: Server
) -> None:
    lia, budi = (seat(chromium, server.url, PHONE).sign_in(name) for name in ("lia", "budi"))
    lia.context.add_init_script(SPEECH)
    lia.go("/day/ARD/")
    lia.page.get_by_role("link", name="Open the card").first.click()
    budi.go("/day/")  # nothing is his yet but the card
    budi.page.get_by_role("link", name="Open the card").click()
    for phone in (lia, budi):
        phone.is_live()
    _reads_aloud(lia.page)
    assert begin(budi, "the card") == []
    assert found(budi, "the card") == []

    lia.context.set_offline(True)
    lia.page.get_by_label("Keys, badges, radios handed over").fill("Radio 7, two badges")
    lia.page.get_by_role("button", name="I have told it").click()
    kept = lia.page.locator("[data-kept]")
    expect(kept).to_contain_text("Kept on this phone")
    expect(lia.page.locator("[data-unsent]").first).to_have_text("1")
    expect(lia.page.get_by_role("button", name="I have told it")).to_be_hidden()

    kept.get_by_role("button", name="Take back").click()
    expect(kept).to_be_hidden()
    expect(lia.page.locator("[data-unsent]").first).to_have_text("0")
    lia.page.get_by_label("Keys, badges, radios handed over").fill("Radio 7, two badges")
    lia.page.get_by_role("button", name="I have told it").click()
    expect(kept).to_be_visible()
    expect(lia.page.locator("[data-unsent]").first).to_have_text("1")

    budi.page.get_by_label("Read back").fill("The dinner at seven")
    budi.page.get_by_role("button", name="I have it").click()
    expect(budi.page.get_by_text("You have acknowledged.")).to_be_visible()
    assert _status(budi, "/day/ARD/") == 404

    lia.context.set_offline(False)
    expect(lia.page.get_by_text("The duty is with Budi Santosa.")).to_be_visible()
    expect(kept).to_be_hidden()
    expect(lia.page.locator("[data-unsent]").first).to_have_text("0")
    expect(budi.page.get_by_text("The duty is yours.")).to_be_visible()
    expect(budi.page.locator("#hand-card")).to_contain_text("Radio 7, two badges")
    assert _status(budi, "/day/ARD/") == 200

    _goes_back_by_the_code(budi, lia)
    for phone in (lia, budi):
        phone.close()


_FETCHED_ANEW = """() => new Promise((done) => {
  document.addEventListener("htmx:afterSettle", () => done(), { once: true })
  document.body.dispatchEvent(new CustomEvent("nh-hand-over"))
})"""


def _reads_aloud(page: Page) -> None:
    page.get_by_role("button", name="Read aloud").click()
    page.wait_for_function("window.spoken.length > 1")
    assert page.evaluate("window.spoken[0]") == ["en-GB", "Where they are"]
    page.evaluate(_FETCHED_ANEW)  # the card renews itself while it is read
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()


def _goes_back_by_the_code(budi: Seat, lia: Seat) -> None:
    """The phone that stays without network shows four digits; typed on the other, both stand."""
    budi.go("/hand-overs/mine/")
    budi.page.get_by_role("button", name="Hand over now to Lia Ardika").click()
    budi.page.get_by_role("link", name="Open the card").click()
    budi.is_live()
    budi.context.set_offline(True)
    budi.page.get_by_role("button", name="I have told it").click()
    code = budi.page.locator("[data-code]")
    expect(code).to_be_visible()

    lia.go("/hand-overs/mine/")
    lia.page.get_by_role("link", name="Open the card").click()
    expect(lia.page.get_by_text("You take over from Budi Santosa")).to_be_visible()
    lia.page.get_by_text("The other phone has no network").click()
    lia.page.get_by_label("Code on the other phone").fill(code.inner_text())
    lia.page.get_by_role("button", name="Acknowledge for both").click()
    expect(lia.page.get_by_text("The duty is yours.")).to_be_visible()

    budi.context.set_offline(False)  # what was kept comes late and finds it done
    expect(budi.page.get_by_text("The duty is with Lia Ardika.")).to_be_visible()
    expect(code).to_be_hidden()


def _status(phone: Seat, path: str) -> int:
    return phone.context.request.get(f"{phone.url}/e/{SLUG}{path}").status
