"""Whether an officer may serve a guest at all: conflicts, clearance, language, being there."""

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.assignments.models import RELIEF
from narahubung.assignments.planning import problem_of
from narahubung.assignments.words import say
from narahubung.kit.intervals import Span, gaps
from narahubung.plans import assignment as engine
from narahubung.plans.assignment.fit import Fit

_RELIEF = engine.Position(code=RELIEF, usual=False)


class Suiting:
    """The officers and parties of an event, by the codes of its lists. Eight queries.

    Rules of working time are judged elsewhere (rules.working_time).
    """

    def __init__(self, event: Event) -> None:
        self._fit = Fit(problem_of(event))
        self._zone = event.zone

    def may(self, officer: str, party: str, span: Span) -> bool:
        """Tell whether nothing stands against it."""
        who, guest = self._fit.officers.get(officer), self._fit.delegations.get(party)
        if who is None or guest is None:
            return False
        return self._fit.suits(who, guest, _RELIEF) and not self._is_away(who, span)

    def against(self, officer: str, party: str, span: Span) -> str:
        """Return in words what stands against it first; empty where nothing does."""
        who, guest = self._fit.officers.get(officer), self._fit.delegations.get(party)
        if who is None or guest is None:
            return _("the officer or the delegation does not come")
        for reason in self._fit.exclusions(who, guest, _RELIEF):
            if reason.code != "not_free":
                return say(reason, zone_name=self._zone)
        return _("not at the event at that time") if self._is_away(who, span) else ""

    def _is_away(self, who: engine.Officer, span: Span) -> bool:
        return bool(gaps(span, list(who.free))) or any(out.overlaps(span) for out in who.busy)
