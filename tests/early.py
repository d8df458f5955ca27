"""Loaded before Django reads its settings (`-p tests.early`): a folder of its own, fresh texts."""

import os
import tempfile
from pathlib import Path

os.environ["NARAHUBUNG_HOME"] = tempfile.mkdtemp(prefix="narahubung-test-")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop running
(Path(os.environ["NARAHUBUNG_HOME"]) / "static").mkdir()

from narahubung.config.upkeep import compile_texts  # noqa: E402 -- reads the folder set above

compile_texts()  # so that no test sees the texts of yesterday
