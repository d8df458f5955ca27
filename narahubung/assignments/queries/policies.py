"""The rules of working time and of cover as they are, with the ready-made ones beside."""

from dataclasses import dataclass
from typing import Any

from narahubung.accounts.models import Event
from narahubung.assignments.cover import standard_cover
from narahubung.assignments.figures import FIGURES, figure_text, group_word
from narahubung.assignments.models import CoverTerms, DutyTerms, Engagement, Group
from narahubung.assignments.working_time import STANDARD, ReadyMade, ready_made
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer, Party


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """One figure: of the ready-made rules, and the event's own where it has one."""

    name: str
    label: str
    ready: str
    own: str
    value: object


@dataclass(frozen=True, kw_only=True)
class GroupRules:
    """The rules of everyone (group ""), or of a group; base None: as everyone."""

    group: str
    word: str
    base: ReadyMade | None
    figures: tuple[FigureLine, ...]
    officers: int

    @property
    def own(self) -> int:
        """Return how many figures differ from the ready-made rules."""
        return sum(bool(line.own) for line in self.figures)


@dataclass(frozen=True, kw_only=True)
class Engaged:
    """An officer and as what he serves; group "": nobody said."""

    officer: Officer
    group: str
    word: str


@dataclass(frozen=True, kw_only=True)
class RosterRules:
    """Everything that a roster is judged by."""

    groups: tuple[GroupRules, ...]
    cover: CoverTerms
    cover_is_set: bool
    apart: tuple[CoverTerms, ...]
    others: tuple[Party, ...]
    officers: tuple[Engaged, ...]
    ready: tuple[ReadyMade, ...]


def roster_rules(*, event: Event, by: Actor) -> RosterRules:
    """Return the rules as they are. Five queries."""
    terms = {row.group: row for row in DutyTerms.objects.visible_to(by)}
    engaged = dict(Engagement.objects.visible_to(by).values_list("officer_id", "group"))
    officers = Officer.objects.visible_to(by).exclude(certainty="cancelled").order_by("full_name")
    covers = list(
        CoverTerms.objects.visible_to(by).select_related("party").order_by("party__name_en")
    )
    everywhere = next((row for row in covers if row.party_id is None), None)
    apart = tuple(row for row in covers if row.party_id is not None)
    taken = {row.party_id for row in apart}
    parties = Party.objects.visible_to(by).exclude(certainty="cancelled").order_by("name_en")
    serving = tuple(
        Engaged(
            officer=officer,
            group=engaged.get(officer.pk, ""),
            word=group_word(engaged[officer.pk]) if officer.pk in engaged else "",
        )
        for officer in officers
    )
    return RosterRules(
        groups=tuple(
            _rules(group, terms.get(group), sum(one.group == group for one in serving))
            for group in ("", *Group.values)
        ),
        cover=everywhere or standard_cover(event),
        cover_is_set=everywhere is not None,
        apart=apart,
        others=tuple(p for p in parties if p.comes and p.pk not in taken),
        officers=serving,
        ready=tuple(ready_made().values()),
    )


def _rules(group: str, terms: DutyTerms | None, officers: int) -> GroupRules:
    code = terms.policy if terms else "" if group else STANDARD
    base = ready_made().get(code)
    changes: dict[str, Any] = terms.changes if terms else {}
    return GroupRules(
        group=group,
        word=group_word(group),
        base=base,
        officers=officers,
        figures=tuple(
            FigureLine(
                name=name,
                label=str(figure.label),
                ready=figure_text(name, getattr(base.rules, name)) if base else "",
                own=figure_text(name, changes[name]) if name in changes else "",
                value=changes.get(name, ""),
            )
            for name, figure in FIGURES.items()
        ),
    )
