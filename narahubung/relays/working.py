"""The sender: takes what is due from the table of deliveries and sends it, some at a time.

The worker runs its rounds (`config/working.py`). The truth is the table: whatever dies here, what
it held is due again when its lease runs out.
"""

import logging
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from narahubung.kit import clock
from narahubung.relays.commands import carrying
from narahubung.relays.models import Delivery, Gateway
from narahubung.relays.ports import Did, Outcome, send
from narahubung.relays.rules.delivering import BY_SENDER

log = logging.getLogger(__name__)
HANDS = 4  # at once by one gateway: one that hangs holds up a quarter of the others
SWEEP_S = 1.0


@dataclass(frozen=True)
class _Errand:
    gateway: Gateway
    delivery: Delivery


class Sender:
    """One worker's hands for sending. `now` is the clock, `luck` spreads the tries apart."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] | None = None,
        luck: Callable[[], float] = random.random,
        hands: int = HANDS,
    ) -> None:
        self._now = now or clock.now
        self._luck = luck
        self._hands = hands
        self._pool = ThreadPoolExecutor(hands * len(BY_SENDER), thread_name_prefix="sender")
        self._under_way: dict[Future[Outcome], _Errand] = {}
        self._swept_at = 0.0

    def round(self, *, patience_s: float = 0.5) -> int:
        """Book what came back, take up what is due; return how many of both.

        Waits up to `patience_s` for the next to come back where nothing new can be begun.
        """
        done = self._book()
        if time.monotonic() - self._swept_at >= SWEEP_S:
            self._swept_at = time.monotonic()
            done += carrying.sweep(self._now())
        done += self._begin()
        if not done and self._under_way:
            wait(self._under_way, timeout=patience_s, return_when=FIRST_COMPLETED)
        return done

    def drain(self) -> int:
        """Work until nothing is due and nothing under way; return how many were taken up."""
        self._swept_at = 0.0
        done = 0
        while True:
            found = self.round()
            done += found
            if not found and not self._under_way:
                return done

    def stop(self, *, wait_s: float) -> None:
        """Take up nothing more; book what comes back in time. The rest is due again by itself."""
        until = time.monotonic() + wait_s
        while self._under_way and time.monotonic() < until:
            wait(self._under_way, timeout=0.1, return_when=FIRST_COMPLETED)
            self._book()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> int:
        at = self._now()
        busy = Counter(one.gateway.pk for one in self._under_way.values())
        under_way = [one.delivery.pk for one in self._under_way.values()]
        begun = 0
        for gateway in carrying.wanted_gateways(at):
            free = self._hands - busy[gateway.pk]
            if free <= 0:
                continue
            held = carrying.hold(gateway, limit=free, at=at, under_way=under_way)
            begun += len(held)
            stumbled = [
                (one, problem) for one in held if (problem := self._hand_out(gateway, one, at))
            ]
            if stumbled:
                carrying.book(gateway, stumbled, at=at, luck=self._luck())
        return begun

    def _hand_out(self, gateway: Gateway, one: Delivery, at: datetime) -> Outcome | None:
        """Let a hand send it; what cannot even be written comes back at once."""
        try:
            letter = carrying.letter_of(one, at)
            # Of the worker's own database connection: the hands need none.
            shape, settings, secret = gateway.shape, dict(gateway.settings), gateway.secret
        except Exception as problem:
            log.warning("delivery %s cannot be written: %s", one.pk, type(problem).__name__)
            return Outcome(did=Did.STUMBLED, trouble=f"cannot be written: {problem}"[:300])
        sent = self._pool.submit(
            send,
            letter,
            shape=shape,
            settings=settings,
            secret=secret,
            time_left=lambda: self._left(one),
        )
        self._under_way[sent] = _Errand(gateway, one)
        return None

    def _left(self, one: Delivery) -> float:
        """Return the seconds for which it is held, or nothing when its hour is past."""
        now = self._now()
        if one.held_until is None or (one.expires_at and one.expires_at <= now):
            return 0.0
        return (one.held_until - now).total_seconds()

    def _book(self) -> int:
        back: dict[int, list[tuple[Delivery, Outcome]]] = defaultdict(list)
        gateways: dict[int, Gateway] = {}
        for sent in [one for one in self._under_way if one.done()]:
            errand = self._under_way.pop(sent)
            gateways[errand.gateway.pk] = errand.gateway
            back[errand.gateway.pk].append((errand.delivery, sent.result()))
        for pk, results in back.items():
            booked = carrying.book(gateways[pk], results, at=self._now(), luck=self._luck())
            if booked < len(results):
                log.warning("%s deliveries were taken up by another", len(results) - booked)
        return sum(len(results) for results in back.values())
