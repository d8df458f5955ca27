"""Why this officer, why not that one: reasons as codes with facts, for the plan and the desk."""

from collections import Counter
from collections.abc import Sequence

from narahubung.kit.intervals import Span
from narahubung.plans.assignment.fit import Fit, level
from narahubung.plans.assignment.judging import over_capacity
from narahubung.plans.assignment.terms import (
    Candidate,
    Delegation,
    Officer,
    Place,
    Plan,
    Position,
    Problem,
    Reason,
)


class View:
    """A problem with the places of a plan, asked for arguments."""

    def __init__(self, fit: Fit, places: Sequence[Place]) -> None:
        self.fit = fit
        self.holder = {(place.delegation, place.position): place.officer for place in places}
        self.of: dict[str, list[Place]] = {}
        for place in places:
            self.of.setdefault(place.officer, []).append(place)

    def arguments(
        self, officer: Officer, delegation: Delegation, position: Position
    ) -> list[Reason]:
        """Return what speaks for this officer here, the strongest kind first."""
        fit = self.fit
        said = []
        pin = fit.pins.get((delegation.id, position.code))
        if pin is not None and pin.officer == officer.id:
            said.append(Reason(code="pinned", facts={"source": pin.source, "by": pin.by}))
        if fit.present.get((delegation.id, position.code)) == officer.id:
            said.append(Reason(code="kept"))
        said += self._languages(officer, delegation)
        if delegation.id in officer.served:
            said.append(Reason(code="served_before"))
        said.append(Reason(code="events", facts={"events": officer.events}))
        if officer.certification in fit.policy.certifications:
            said.append(Reason(code="certified", facts={"name": officer.certification}))
        if officer.cleared and fit.is_cleared_party(delegation):
            said.append(Reason(code="cleared"))
        if delegation.gender_wish and officer.gender == delegation.gender_wish:
            said.append(Reason(code="gender_met", facts={"gender": officer.gender}))
        if not fit.missing(officer, delegation):
            stay = delegation.stay
            when: dict[str, str | int] = {
                "start": stay.start.isoformat(),
                "end": stay.end.isoformat(),
            }
            said.append(Reason(code="free", facts=when))
        return said

    def waived(
        self, officer: Officer, delegation: Delegation, position: Position
    ) -> tuple[Reason, ...]:
        """Return the rules that the pin of this place waives."""
        pin = self.fit.pins.get((delegation.id, position.code))
        if pin is None or pin.officer != officer.id:
            return ()
        found = list(self.fit.exclusions(officer, delegation, position))
        units = [
            self.fit.units(officer, self.fit.delegations[place.delegation])
            for place in self.of.get(officer.id, [])
            if self.fit.delegations[place.delegation].stay.overlaps(delegation.stay)
        ]
        if sum(units) > officer.capacity:
            found.append(Reason(code="capacity", facts={"capacity": officer.capacity}))
        if away := self.fit.missing(officer, delegation):
            found += self._short_days(delegation, away)
        return tuple(found)

    def against(self, officer: Officer, delegation: Delegation, position: Position) -> list[Reason]:
        """Return why he is not there although no rule about himself forbids it."""
        fit = self.fit
        key = (delegation.id, position.code)
        holder = self.holder.get(key)
        if holder == officer.id:
            return []
        found = self._engaged(officer, delegation, position)
        if key in fit.pins:
            found.append(Reason(code="place_pinned", facts={"by": fit.pins[key].by}))
        if self._leaves_uncovered(officer, delegation, position):
            found.append(
                Reason(code="too_few_hours", facts={"hours": round(delegation.cover_hours)})
            )
        if fit.policy.grades.get(officer.grade, 0) > 0:
            found.append(Reason(code="kept_back", facts={"grade": officer.grade}))
        if holder is not None:
            more = fit.points(officer, delegation, position) - fit.points(
                fit.officers[holder], delegation, position
            )
            code = "fits_worse" if more > 0 else "fits_as_well" if more == 0 else "fits_better"
            if more >= 0 or key not in fit.pins:  # where a pin stands the plan did not weigh it
                found.append(Reason(code=code, facts={"points": abs(more), "holder": holder}))
        return found

    def tally(self, delegation: Delegation, position: Position) -> tuple[Reason, ...]:
        """Return why nobody is there: how many officers each rule or duty keeps away."""
        kept: Counter[str] = Counter()
        for officer in self.fit.officers.values():
            excluded = self.fit.exclusions(officer, delegation, position)
            reasons = list(excluded) or self.against(officer, delegation, position)
            kept[reasons[0].code if reasons else "left_free"] += 1
        return tuple(
            Reason(code="kept_away", facts={"rule": code, "officers": count})
            for code, count in sorted(kept.items(), key=lambda item: (-item[1], item[0]))
        )

    def _languages(self, officer: Officer, delegation: Delegation) -> list[Reason]:
        floor = level(self.fit.policy.own_floor)
        shared = [
            Reason(code="language", facts={"language": code, "level": officer.languages[code]})
            for code in self.fit.own_languages(delegation)
            if level(officer.languages.get(code, "")) >= floor
        ]
        working = self.fit.policy.working_language
        spoken = officer.languages.get(working, "none")
        return shared or [
            Reason(code="language_working", facts={"language": working, "level": spoken})
        ]

    def _engaged(
        self, officer: Officer, delegation: Delegation, position: Position
    ) -> list[Reason]:
        others = [
            place
            for place in self.of.get(officer.id, [])
            if (place.delegation, place.position) != (delegation.id, position.code)
        ]
        here = Place(delegation=delegation.id, position=position.code, officer=officer.id)
        same = [place for place in others if place.delegation == delegation.id]
        if not same and not over_capacity(self.fit, officer, [*others, here]):
            return []
        clash = same or [
            place
            for place in others
            if self.fit.delegations[place.delegation].stay.overlaps(delegation.stay)
        ]
        return [
            Reason(code="carries", facts={"delegation": p.delegation, "position": p.position})
            for p in clash
        ] or [Reason(code="capacity", facts={"capacity": officer.capacity})]

    def _short_days(self, delegation: Delegation, away: tuple[Span, ...]) -> list[Reason]:
        """Return the days on which the absence leaves less cover than is wanted."""
        fit, found = self.fit, []
        team = [
            fit.officers[self.holder[delegation.id, p.code]]
            for p in fit.positions_of(delegation)
            if p.covers and (delegation.id, p.code) in self.holder
        ]
        for day, part in fit.days(delegation):
            given = sum(fit.gives_truly(each, delegation, part) for each in team)
            needed = fit.needed(delegation, part)
            if given < needed and any(part.overlaps(span) for span in away):
                facts: dict[str, str | int] = {"day": day.isoformat(), "given_min": given}
                found.append(Reason(code="short_cover", facts=facts | {"needed_min": needed}))
        return found

    def _leaves_uncovered(
        self, officer: Officer, delegation: Delegation, position: Position
    ) -> bool:
        fit = self.fit
        if not position.covers:
            return False
        team = [officer]
        for other in fit.positions_of(delegation):
            if other.covers and other.code != position.code:
                partner = self.holder.get((delegation.id, other.code))
                if partner is None:
                    return False
                team.append(fit.officers[partner])
        return any(
            sum(fit.gives(each, part) for each in team) < fit.needed(delegation, part)
            for _, part in fit.days(delegation)
        )


def candidates(
    problem: Problem, *, delegation: str, position: str, plan: Plan | None = None
) -> tuple[Candidate, ...]:
    """Return every officer as seen from one place, the best fit first, the excluded ones last.

    Parameters
    ----------
    delegation, position
        Codes of a place of the problem.
    plan
        Who sits where now; without it nobody does.

    Raises
    ------
    KeyError
        There is no such delegation or position.
    """
    fit = Fit(problem)
    party, kind = fit.delegations[delegation], fit.positions[position]
    view = View(fit, plan.places if plan else ())
    seen = sorted(
        (bool(out := fit.exclusions(o, party, kind)), fit.points(o, party, kind), o.id, out)
        for o in problem.officers
    )
    return tuple(
        Candidate(
            officer=name,
            rank=0 if excluded else number,
            points=points,
            reasons=tuple(view.arguments(fit.officers[name], party, kind)),
            exclusions=out,
            against=tuple(view.against(fit.officers[name], party, kind)),
        )
        for number, (excluded, points, name, out) in enumerate(seen, 1)
    )
