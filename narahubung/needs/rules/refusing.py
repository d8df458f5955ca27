"""A no to a request: the words that are proposed, and what must not stand in them."""

from datetime import datetime

from narahubung.accounts.models import Event
from narahubung.needs.limits.wording import ToSay, compose, language_for
from narahubung.needs.models import Direction, Need, Why
from narahubung.needs.rules.leaks import check_says_nothing_inside
from narahubung.needs.rules.limits import OTHER

_OURS = "id"


def words_of(need: Need, why: Why, at: datetime) -> str:
    """Return the no of a kind, in the guest's language and, below it, in Indonesian."""
    event = Event.objects.get(pk=need.event_id)
    to_say = ToSay(
        thing=OTHER, quantity=1, how="refused", reason=why.value, zone=event.zone, at=at, offers=()
    )
    languages = dict.fromkeys((language_for(need.party.languages), _OURS))
    said = [compose(to_say, language) for language in languages]
    # The first line calls a wish by its name; here the request itself stands above.
    return "\n\n".join("\n".join(one.lines[1:]) for one in said)


def check_fit_for_guest(need: Need, words: str, reason: str = "") -> None:
    """Raise TellsTooMuch. What a delegation says to us may name whom it likes."""
    if need.direction == Direction.TO_HOST:
        event = Event.objects.get(pk=need.event_id)
        check_says_nothing_inside(words, event, party=need.party, reason=reason)
