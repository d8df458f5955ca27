"""The settings of servers under test: the product's, with the rig's pages on top."""

from narahubung.config.settings import *  # noqa: F403
from narahubung.config.settings import MIDDLEWARE as _PRODUCT

MIDDLEWARE = ["tests.rig.Counting", *_PRODUCT]
ROOT_URLCONF = "tests.rig"
