"""Who may listen to positions, shuttles and floor plans."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("positions", right=Right.SEE_ROUTES)
watchable_name("positions", right=Right.SEE_MOVEMENTS)
watchable_name("shuttles", right=Right.SEE_EVENT)
watchable_name("floorplans", right=Right.SEE_EVENT)
