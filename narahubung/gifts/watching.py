"""Who may listen to the register."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("gifts", right=Right.SEE_GIFTS)
watchable_name("gifts", right=Right.REPORT_GIFT)
watchable_name("holidays", right=Right.SEE_EVENT)
