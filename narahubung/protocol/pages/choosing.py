"""What selects of these pages offer."""

from django.utils.translation import gettext as _

from narahubung.protocol.rules.rule_sets import position_word
from narahubung.protocol.rules.rule_sets import positions as known


def levels() -> list[tuple[str, str]]:
    """Return the levels of heads, from the top."""
    return [
        ("head_of_state", _("Head of state")),
        ("head_of_government", _("Head of government")),
        ("crown_prince", _("Crown prince or princess")),
        ("deputy_head", _("Deputy head of state or government")),
        ("minister", _("Minister")),
        ("special_envoy", _("Special envoy")),
        ("vice_minister", _("Vice minister")),
        ("ambassador", _("Ambassador")),
        ("head_of_organisation", _("Head of organisation")),
        ("special_invitee", _("Special invitee")),
    ]


def positions() -> list[tuple[str, str]]:
    """Return the positions that rule sets know people by."""
    return [(code, position_word(code)) for code in known()]
