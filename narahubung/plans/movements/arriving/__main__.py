"""The child process: it answers one task on standard input."""

import sys

from narahubung.plans.movements.arriving.child import main

sys.exit(main())
