"""Who may listen to what happens to rooms and places."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("places", right=Right.PLAN_PLACES)
