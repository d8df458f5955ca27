"""Who may listen to the lists of protocol."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("protocol", right=Right.SEE_PLACES)
