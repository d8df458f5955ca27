"""The child process: it answers one task on standard input, as `assignment.child` says."""

import sys

from narahubung.plans.assignment.child import answer
from narahubung.plans.movements.pooling import plan_pool
from narahubung.plans.movements.pooling_terms import PoolProblem

if __name__ == "__main__":
    sys.exit(answer(PoolProblem, plan_pool))
