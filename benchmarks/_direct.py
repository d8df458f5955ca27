"""Commands without HTTP, in a process of its own: THREADS SECONDS EVENT MOVEMENTS; prints JSON."""

import itertools
import json
import sys
import threading
import time
from uuid import uuid4

STATUSES = ("landed", "lounge", "cleared", "luggage", "left_airport", "at_hotel")


def main(threads: int, seconds: float, event: int, movements: int) -> None:
    """Tell statuses from so many threads for so long."""
    import django

    django.setup()
    from django.db import connection

    from benchmarks._phones import percentile
    from narahubung.kit import clock
    from narahubung.kit.actor import the_house
    from narahubung.movements.commands import report_status

    by, numbers = the_house("bench", event_id=event), itertools.count()
    times: list[float] = []
    until = time.perf_counter() + seconds

    def work() -> None:
        while (began := time.perf_counter()) < until:
            number = next(numbers)
            report_status(
                movement_id=number % movements + 1,
                status=STATUSES[number // movements % len(STATUSES)],
                by=by,
                at=clock.now(),
                key=uuid4(),
            )
            times.append((time.perf_counter() - began) * 1000)
        connection.close()

    began = time.perf_counter()
    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    spent = time.perf_counter() - began
    told = {"per_second": round(len(times) / spent, 1), "failed": 0}
    print(json.dumps({**told, "p50_ms": percentile(times, 50), "p95_ms": percentile(times, 95)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
