"""Who may listen to the media desk."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable_name

watchable_name("media", right=Right.SEE_MEDIA)
watchable_name("said", right=Right.SEND_RELAY)
