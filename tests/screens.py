"""Pictures of every main page, to look at: `python -m tests.screens` fills screenshots/.

Each page on a desk and on a phone, light and dark, Indonesian and English, from the example event.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browsers import DESK, PHONE, Seat, open_chromium, seat
from tests.servers import ROOT, Server, narahubung

INTO = ROOT / "screenshots"
DESKS = {
    "board": "/board/",
    "sheet": "/party/JPN/",
    "assignments": "/assignments/",
    "place": "/assignments/at/JPN/lead/",
    "officers": "/officers/",
    "roster": "/roster/",
    "roster-officers": "/roster/?view=officers",
    "roster-table": "/roster/?as=table",
    "programme": "/programme/",
    "versions": "/programme/versions/",
    "movements": "/movements/",
    "trips": "/trips/",
    "trip": "/trips/1/",
    "import": "/import/",
    "records": "/records/",
    "members": "/records/delegates/",
    "member-to-add": "/records/delegates/add/",
    "record": "/records/delegations/of/JPN/",
    "duties": "/duties/JPN/",
    "procedures": "/duties/procedures/",
    "requests": "/needs/",
    "request": "/needs/1/",
    "routes": "/needs/routes/",
    "charges": "/needs/charges/JPN/",
    "expectations": "/register/",
    "limits": "/limits/",
    "wishes": "/wishes/",
    "wish": "/wishes/1/",
    "desk-book": "/book/",
    "messages": "/relays/",
    "sent": "/relays/sent/",
    "message": "/relays/4/",
    "write": "/relays/send/",
    "knew": "/relays/knew/",
    "calls": "/calls/",
    "channel-test": "/channels/test/",
    "channels": "/channels/",
    "exceptions": "/exceptions/",
    "journal": "/journal/",
    "people": "/people/",
    "roles": "/roles/",
    "event": "/event/",
    "search": "/search/?q=jepang",
}
FIELD = {
    "day": "/day/JPN/",
    "ask": "/day/JPN/ask/",
    "who": "/who/",
    "more": "/day/JPN/more/",
    "duties": "/duties/JPN/",
    "agenda": "/agenda/JPN/",
    "programme": "/programme/",
    "changes": "/changes/JPN/",
    "open": "/day/JPN/open/",
    "expectations": "/register/party/JPN/",
    "limits": "/limits/party/JPN/",
    "favour": "/limits/party/JPN/favour/",
    "messages": "/relays/",
    "said": "/relays/said/",
    "outside": "/relays/outside/",
    "questions": "/relays/questions/",
}


def shoot(here: Seat, name: str, path: str, theme: str) -> None:
    """Take one picture of the whole page."""
    here.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    here.go(path)
    here.page.wait_for_load_state("load")
    here.page.screenshot(path=INTO / f"{name}.png", full_page=True)


def all_pages(browser: Browser, url: str, password: str) -> None:
    """Fill screenshots/."""
    for username, pages in (("organiser", DESKS), ("officer-jpn", FIELD)):
        for size in (DESK, PHONE):
            here = seat(browser, url, size)
            here.sign_in(username, password)
            for language in ("id", "en"):
                here.go("//account/")
                here.speaks(language)
                for theme in ("light", "dark"):
                    for name, path in pages.items():
                        word = f"{username}-{name}-{size[0]}-{language}-{theme}"
                        shoot(here, word, path, theme)
            here.context.close()


def main() -> int:
    """Make the example event, serve it, take the pictures."""
    INTO.mkdir(exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="narahubung-screens-")) / "home"
    made = narahubung(home, "--home", str(home), "demo", "--no-serve")
    if made.returncode:
        print(made.stdout, made.stderr)
        return 1
    server = Server(home).start()
    try:
        with sync_playwright() as playwright:
            browser = open_chromium(playwright)
            all_pages(browser, server.url, (home / "demo-password").read_text().strip())
    finally:
        server.stop()
        shutil.rmtree(home.parent)
    print(f"{len(list(INTO.glob('*.png')))} pictures in {INTO}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
