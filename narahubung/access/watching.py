"""Who may listen to badges and gates."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("access", right=Right.SEE_ACCESS)
watchable_name("access", right=Right.ASK_ACCESS)
watchable_name("passages", right=Right.SEE_ACCESS)
watchable_name("passages", right=Right.KEEP_GATE)
watchable_name("gates", right=Right.KEEP_GATE)
