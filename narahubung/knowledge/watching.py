"""Who may listen to the list of questions among colleagues."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("questions", right=Right.SEND_RELAY)
