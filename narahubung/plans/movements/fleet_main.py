"""The child process: one task on standard input, one answer on standard output."""

import sys

from narahubung.plans.movements.fleet_child import main

if __name__ == "__main__":
    sys.exit(main())
