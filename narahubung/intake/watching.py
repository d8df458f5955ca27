"""Who may listen to the list of imports."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("imports", right=Right.TAKE_IN_LISTS)
