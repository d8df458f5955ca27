"""What can be done with accounts, roles, letters and events. By noun; used as one face."""

from narahubung.accounts.commands.events import (
    archive_event,
    begin,
    close_event,
    correct_event,
    make_event,
    open_event,
)
from narahubung.accounts.commands.letters import (
    accept_invitation,
    invite,
    reset_access,
    revoke_invitation,
)
from narahubung.accounts.commands.passes import (
    count_opening,
    end_passes,
    issue_pass,
    revoke_pass,
)
from narahubung.accounts.commands.people import (
    bring_in,
    choose_language,
    end_sessions,
    grant,
    make_person,
    revoke,
)

__all__ = [
    "accept_invitation",
    "archive_event",
    "begin",
    "bring_in",
    "choose_language",
    "close_event",
    "correct_event",
    "count_opening",
    "end_passes",
    "end_sessions",
    "grant",
    "invite",
    "issue_pass",
    "make_event",
    "make_person",
    "open_event",
    "reset_access",
    "revoke",
    "revoke_invitation",
    "revoke_pass",
]
