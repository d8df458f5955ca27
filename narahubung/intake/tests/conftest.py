"""The example event, for every test of this room."""

from narahubung.intake.tests.fixtures import bali, changed, whole  # noqa: F401
