"""The child process: it answers one task on standard input."""

import sys

from narahubung.plans.movements.fleet.child import main

sys.exit(main())
