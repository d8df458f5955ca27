"""Pooled transfers: who shares which vehicle, and when it is where.

The words stand in `planning`. Importing this loads no solver; `run_pool_in_child` plans in a
process of its own.
"""

from narahubung.plans.movements.pooling.child import run_pool_in_child
from narahubung.plans.movements.pooling.judging import pool_faults, pool_price
from narahubung.plans.movements.pooling.planning import plan_pool, repair_pool
from narahubung.plans.movements.pooling.splitting import split_groups
from narahubung.plans.movements.pooling.terms import (
    PoolHeld,
    PoolPin,
    PoolPlan,
    PoolProblem,
    PoolRequest,
    PoolVehicle,
)
from narahubung.plans.movements.pooling.wording import pool_words

__all__ = [
    "PoolHeld",
    "PoolPin",
    "PoolPlan",
    "PoolProblem",
    "PoolRequest",
    "PoolVehicle",
    "plan_pool",
    "pool_faults",
    "pool_price",
    "pool_words",
    "repair_pool",
    "run_pool_in_child",
    "split_groups",
]
