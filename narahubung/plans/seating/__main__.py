"""The child process: one task on standard input, one answer on standard output."""

import sys

from narahubung.plans.seating.child import main

sys.exit(main())
