"""Everything that changes a text for the public, a rumour, a question of the press."""

from narahubung.media.commands.asking import (
    answer_press,
    issue_badge,
    receive_question,
    take_question,
    tell_asker,
)
from narahubung.media.commands.conferences import (
    change_conference,
    move_conference,
    plan_conference,
    register_journalist,
    strike_journalist,
)
from narahubung.media.commands.falling import check_statement, take_source_back
from narahubung.media.commands.planning import (
    approve_planned,
    drop_planned,
    note_said,
    plan_line,
    rewrite_planned,
)
from narahubung.media.commands.publishing import (
    end_mandate,
    give_mandate,
    publish,
    recall,
    withdraw_statement,
)
from narahubung.media.commands.rumours import (
    answer_rumour,
    check_rumour,
    close_rumour,
    judge_rumour,
    log_rumour,
    propose_line,
    send_line,
    sight_rumour,
    sort_rumour,
)
from narahubung.media.commands.statements import (
    add_sentence,
    change_sentence,
    draft_statement,
    drop_sentence,
    hand_on,
    send_back,
    set_embargo,
    sign,
)

__all__ = [
    "add_sentence",
    "answer_press",
    "answer_rumour",
    "approve_planned",
    "change_conference",
    "change_sentence",
    "check_rumour",
    "check_statement",
    "close_rumour",
    "draft_statement",
    "drop_planned",
    "drop_sentence",
    "end_mandate",
    "give_mandate",
    "hand_on",
    "issue_badge",
    "judge_rumour",
    "log_rumour",
    "move_conference",
    "note_said",
    "plan_conference",
    "plan_line",
    "propose_line",
    "publish",
    "recall",
    "receive_question",
    "register_journalist",
    "rewrite_planned",
    "send_back",
    "send_line",
    "set_embargo",
    "sight_rumour",
    "sign",
    "sort_rumour",
    "strike_journalist",
    "take_question",
    "take_source_back",
    "tell_asker",
    "withdraw_statement",
]
