"""The settings of servers under test: the product's, with the rig's pages on top."""

from narahubung.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.rig"
