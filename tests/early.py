"""Loaded before Django reads its settings (`-p tests.early`): a folder of its own, fresh texts."""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["NARAHUBUNG_HOME"] = tempfile.mkdtemp(prefix="narahubung-test-")
atexit.register(shutil.rmtree, os.environ["NARAHUBUNG_HOME"], ignore_errors=True)
# Hypothesis reads the numbers and words out of all our modules, for five seconds and more: kept for
# the next run, beside the libraries, because the paths of this machine are written with them.
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(Path(sys.prefix) / "hypothesis")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop running
(Path(os.environ["NARAHUBUNG_HOME"]) / "static").mkdir()

from narahubung.config.upkeep import compile_texts  # noqa: E402 -- reads the folder set above

compile_texts()  # so that no test sees the texts of yesterday


# Every 700 objects Python looks for rings of garbage, now and then among all that Django and the
# tests have loaded: a fifth of the time. What is loaded stays, and is looked through no more.
gc.set_threshold(20_000, 20, 20)


def pytest_collection_finish() -> None:
    """Count what is loaded by now as no garbage."""
    gc.collect()
    gc.freeze()
