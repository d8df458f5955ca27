"""Who may listen to the lists of protocol, its occasions and the detail book."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("protocol", right=Right.SEE_PLACES)
watchable_name("precedence", right=Right.SEE_PLACES)
watchable_name("occasions", right=Right.SEE_PLACES)
watchable_name("details", right=Right.SEE_PLACES)
