"""Who may listen to what is no single record: the board, and jobs that report their progress."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor

watchable_name("board", right=Right.WATCH_BOARD)
watchable_name("journal", right=Right.SEE_JOURNAL)
watchable_name("people", right=Right.MANAGE_PEOPLE)


@watchable("job")
def jobs(by: Actor, ids: set[int]) -> set[int]:
    """Whoever may start one; its progress says nothing but how far it is."""
    may = by.may(Right.TAKE_IN_LISTS) or by.may(Right.PLAN_OFFICERS)
    return ids if may else set()
