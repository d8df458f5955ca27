"""Does the jobs that pages enqueue (`@task`): one at a time, taken up again when a worker died.

The queue of django-tasks-db leaves the job of a killed worker RUNNING for ever. Here a worker beats
while it works; a job whose worker is silent goes back to the queue, three times at most. A worker
that comes back after its job was given away can no longer end it: `worker_ids` is the token.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from narahubung.journal.models import Beat

log = logging.getLogger(__name__)
Job: TypeAlias = "DBTaskResult[..., object]"
BEAT_S = 5.0
SILENT_S = 20.0
CLAIMS = 3


class WorkersGoneError(RuntimeError):
    """The job ended three workers; it is not tried again."""


@dataclass
class Jobs:
    """One worker's hands. `name` is host, process and a random part: nobody else is called so."""

    name: str = field(
        default_factory=lambda: f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
    )
    busy: bool = False

    def do_next(self, *, at: datetime) -> bool:
        """Take the next job and do it; False when there is none."""
        job = self._claim(at)
        if job is None:
            return False
        self.busy = True
        try:
            self._do(job, at)
        finally:
            self.busy = False
            Beat.objects.filter(pk=self.name).delete()
        return True

    def beat(self) -> None:
        """Give a sign of life."""
        Beat.objects.update_or_create(worker=self.name, defaults={"beats_at": time.time()})

    def _claim(self, at: datetime) -> Job | None:
        job = DBTaskResult.objects.ready().first()
        if job is None:
            return None
        self.beat()
        job.worker_ids = [*job.worker_ids, self.name]
        won = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.READY).update(
            status=TaskResultStatus.RUNNING, started_at=at, worker_ids=job.worker_ids
        )
        return job if won else None

    def _do(self, job: Job, at: datetime) -> None:
        mine = DBTaskResult.objects.filter(
            pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids
        )
        try:
            given = job.args_kwargs
            value = job.task.call(*given["args"], **given["kwargs"])
        except Exception as problem:
            log.exception("job %s failed", job.task_path)
            if mine.exists():
                job.set_failed(problem)
        else:
            if mine.exists():
                job.set_successful(value)
            else:
                log.warning("job %s was given to another worker meanwhile", job.task_path)


def take_back(*, at: datetime) -> int:
    """Return the jobs of dead workers to the queue, three times at most. Returns how many."""
    lost = 0
    for job in DBTaskResult.objects.running():
        worker = job.worker_ids[-1] if job.worker_ids else ""
        if _is_alive(worker):
            continue
        same: QuerySet[Job] = DBTaskResult.objects.filter(
            pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids
        )
        if len(job.worker_ids) >= CLAIMS:
            job.set_failed(WorkersGoneError(f"{len(job.worker_ids)} workers died on it"))
            log.error("job %s is given up: its workers died", job.task_path)
        else:
            lost += same.update(status=TaskResultStatus.READY)
            log.warning("job %s goes back to the queue: %s is gone", job.task_path, worker)
        Beat.objects.filter(pk=worker).delete()
    return lost


def _is_alive(worker: str) -> bool:
    """Tell whether it still works: seen at once on this machine, by its silence elsewhere."""
    host, _, rest = worker.partition("/")
    number = rest.partition("/")[0]
    if host == socket.gethostname() and number.isdecimal() and not _runs(int(number)):
        return False
    last = Beat.objects.filter(pk=worker).values_list("beats_at", flat=True).first()
    return last is not None and time.time() - last < SILENT_S


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
