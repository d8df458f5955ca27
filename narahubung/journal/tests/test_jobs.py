import time

import pytest
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from conftest import NOON
from narahubung.journal.jobs import SILENT_S, Jobs, take_back
from narahubung.journal.models import Beat

pytestmark = pytest.mark.django_db
DONE: list[str] = []


@task()
def brew(tea: str) -> str:
    if tea == "nettle":
        raise ValueError(tea)
    DONE.append(tea)
    return tea


def state() -> str:
    return str(DBTaskResult.objects.get().status)


def claimed_by(*workers: str, beats_at: float | None = None) -> None:
    brew.enqueue("mint")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=list(workers))
    if beats_at is not None:
        Beat.objects.create(worker=workers[-1], beats_at=beats_at)


def test_a_job_is_done_once() -> None:
    brew.enqueue("ginger")
    jobs = Jobs()

    assert jobs.do_next(at=NOON)
    assert not jobs.do_next(at=NOON)
    assert state() == TaskResultStatus.SUCCESSFUL
    assert not Beat.objects.exists()


def test_a_job_that_fails_says_why(caplog: pytest.LogCaptureFixture) -> None:
    brew.enqueue("nettle")
    Jobs().do_next(at=NOON)
    assert state() == TaskResultStatus.FAILED
    assert "nettle" in DBTaskResult.objects.get().traceback


def test_a_silent_workers_job_goes_back_and_a_living_ones_stays() -> None:
    claimed_by("elsewhere/1/a", beats_at=time.time())
    assert take_back(at=NOON) == 0
    Beat.objects.update(beats_at=time.time() - SILENT_S - 1)
    assert take_back(at=NOON) == 1
    assert state() == TaskResultStatus.READY


def test_three_dead_workers_are_enough() -> None:
    claimed_by("elsewhere/1/a", "elsewhere/2/b", "elsewhere/3/c")
    assert take_back(at=NOON) == 0
    assert state() == TaskResultStatus.FAILED


def test_a_worker_that_comes_back_cannot_end_a_job_given_away() -> None:
    """It wakes up after another one took its job: what it says then is not kept."""
    brew.enqueue("mint")
    sleepy = Jobs()
    job = sleepy._claim(NOON)
    assert job is not None
    DBTaskResult.objects.update(worker_ids=[sleepy.name, "elsewhere/9/z"])
    sleepy._do(job, NOON)
    assert state() == TaskResultStatus.RUNNING
