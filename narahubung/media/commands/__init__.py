"""Everything that changes a text for the public, a rumour, a question of the press."""

from narahubung.media.commands.asking import answer_press, receive_question, take_question
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
    "judge_rumour",
    "log_rumour",
    "note_said",
    "plan_line",
    "propose_line",
    "publish",
    "recall",
    "receive_question",
    "rewrite_planned",
    "send_back",
    "send_line",
    "set_embargo",
    "sight_rumour",
    "sign",
    "sort_rumour",
    "take_question",
    "take_source_back",
    "withdraw_statement",
]
