"""Who may listen to what is no single record: the roster and what hangs on it."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

for name in ("roster", "roster_rules", "swaps", "watch"):
    watchable_name(name, right=Right.PLAN_OFFICERS)
