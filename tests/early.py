"""Loaded before Django reads its settings (`-p tests.early`): tests have a folder of their own."""

import os
import tempfile
from pathlib import Path

os.environ["NARAHUBUNG_HOME"] = tempfile.mkdtemp(prefix="narahubung-test-")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop running
(Path(os.environ["NARAHUBUNG_HOME"]) / "static").mkdir()
