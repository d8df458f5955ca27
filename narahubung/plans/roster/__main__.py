"""The child process: `python -m narahubung.plans.roster` answers one task on standard input."""

import sys

from narahubung.plans.roster.child import main

sys.exit(main())
