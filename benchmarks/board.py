"""Server time of the operations board and of one row of it, with 45 and 200 delegations.

anew: nothing is kept from the request before, as after every change; kept: nothing changed.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import _world
from narahubung.config.collecting import collect_seldom

ABOUT = "server time of the operations board with 45 and 200 delegations"


def run(folder: Path | None, seconds: float | None) -> list[dict[str, Any]]:
    """Ask for the board as a coordinator, over and over. seconds: for each size (default 5)."""
    del folder
    _world.open_home()
    found = []
    event = None
    for parties in (45, 200):
        if event is None:
            event = _world.make_event(parties)
            person = _world.person_of(event, "coordinator", "bench")
        else:
            _world.enlarge(event, parties)
        found.append(_measure(event, person, parties, seconds or 5.0))
    return found


def _measure(event: Any, person: Any, parties: int, seconds: float) -> dict[str, Any]:
    from django.test import Client

    from narahubung.desks.queries.board import forget
    from narahubung.parties.models import Party

    client = Client(headers={"host": "localhost"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    row = Party.objects.filter(event=event).order_by("pk").first()
    forget()  # the parties were copied without a command
    board = f"/e/{event.slug}/board/"
    answer = client.get(board)  # the first one fills the caches of templates
    if answer.status_code != 200:
        raise SystemExit(f"the board answered {answer.status_code}")
    collect_seldom()  # as the server does when it has started
    return {
        "parties": Party.objects.filter(event=event).count(),
        **{f"anew_{k}": v for k, v in _times(client, board, seconds, forget).items()},
        **{f"kept_{k}": v for k, v in _times(client, board, seconds / 2).items()},
        **{f"row_{k}": v for k, v in _times(client, f"{board}row/{row.pk}/", seconds / 2).items()},
        "kilobytes": round(len(answer.content) / 1024),
        "target_p95_ms": 100,
    }


def _times(
    client: Any, url: str, seconds: float, before: Callable[[], None] = lambda: None
) -> dict[str, float]:
    taken = []
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends or len(taken) < 20:
        before()
        began = time.perf_counter()
        client.get(url)
        taken.append(time.perf_counter() - began)
    return _world.spread(taken)
