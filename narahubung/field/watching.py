"""Who may listen to what happens to phones, and to fields with two versions."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("phones", right=Right.PLAN_OFFICERS)
watchable_name("versions", right=Right.SEE_EVENT)  # the name; whose they are is asked on reading
