"""`python -m narahubung.config …` is `narahubung …` where the script is not installed."""

import sys

from narahubung.config.cli import main

sys.exit(main())
