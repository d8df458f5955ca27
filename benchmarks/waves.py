"""A delay typed on the example: what a preview takes, and until its wave is stored and told."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks import _world
from benchmarks._phones import percentile

ABOUT = "a delay typed on the example: preview, network anew, told until the wave is stored"
CHANGES = 20


def run(folder: Path | None, seconds: float | None) -> dict[str, Any]:
    """Look at, tell and let follow `CHANGES` delays of heads of delegation, one after the other.

    told_to_wave: from the command that tells it to the commit of the wave with its messages, all
    reactions of all rooms included, as the worker runs them. Screens hear of a commit within what
    the benchmark `live` says.
    """
    del folder, seconds
    _world.open_home()
    event = _world.make_event(45)
    return _measure(event, _world.person_of(event, "coordinator", "bench"))


def _measure(event: Any, person: Any) -> dict[str, Any]:
    from narahubung.accounts.actors import actor_of
    from narahubung.journal.reacting import Reactions
    from narahubung.kit import clock
    from narahubung.movements.commands import tell_delay
    from narahubung.movements.models import Movement
    from narahubung.ripple.models import Wave
    from narahubung.ripple.network import of_event
    from narahubung.ripple.queries import preview

    by = actor_of(person, event_id=event.pk, at=clock.now())
    reactions = Reactions()
    _settle(reactions)
    heads = Movement.objects.filter(event=event, travelling__startswith="head", actual_at=None)
    anew, looks, waves = [], [], []
    for movement in heads.filter(planned_at__gt=clock.now()).order_by("planned_at")[:CHANGES]:
        began = time.perf_counter()
        net = of_event(event.pk)
        anew.append(_ms(began))
        assert movement.planned_at is not None  # noqa: S101 -- only such movements were asked for
        new = movement.planned_at + timedelta(minutes=95)
        began = time.perf_counter()
        preview(by=by, movement_id=movement.pk, expected_at=new)
        looks.append(_ms(began))
        before, began = Wave.objects.count(), time.perf_counter()
        tell_delay(movement_id=movement.pk, expected_at=new, by=by, at=clock.now())
        while Wave.objects.count() == before and reactions.run(at=clock.now()):
            pass
        waves.append(_ms(began))
        _settle(reactions)
    return {
        "changes": len(waves),
        "nodes": len(net.things),
        "links": len(net.links),
        **{f"network_{name}_ms": percentile(anew, at) for name, at in _PARTS},
        **{f"preview_{name}_ms": percentile(looks, at) for name, at in _PARTS},
        **{f"told_to_wave_{name}_ms": percentile(waves, at) for name, at in _PARTS},
        "target_ms": 2000,
    }


_PARTS = (("p50", 50), ("p95", 95), ("max", 100))


def _settle(reactions: Any) -> None:
    from narahubung.kit import clock

    while reactions.run(at=clock.now()):
        pass


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000
