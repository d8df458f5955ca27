"""A roster judged minute by minute, by brute force: shares no code with the engine's own judges.

Slow and plain on purpose. It knows cover, one place at a time, absence, hours in any 24 h, rest,
free days and who may go where; what it does not know, it does not excuse.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def check(problem, plan) -> list[str]:
    """Return every complaint in words; none when nothing is wrong."""
    with_party, with_officer = _minutes(plan)
    said = _cover(problem, with_party)
    for officer in problem.officers:
        said += _person(problem, plan, officer, with_officer[officer.id])
    return said + _pairs(problem, plan)


def _minutes(plan):
    parties, officers = defaultdict(set), defaultdict(list)
    for duty in plan.duties:
        moment = duty.span.start.timestamp()
        while moment < duty.span.end.timestamp():
            parties[duty.delegation].add(moment)
            officers[duty.officer].append(moment)
            moment += 60
    return parties, officers


def _cover(problem, with_party) -> list[str]:
    said = []
    for demand in problem.demands:
        moment = max(demand.span.start, problem.starts).timestamp()
        alone = 0
        while moment < demand.span.end.timestamp():
            alone += moment not in with_party[demand.delegation]
            moment += 60
        if alone:
            said.append(f"{demand.delegation} is alone for {alone} min from {demand.span.start}")
    return said


def _person(problem, plan, officer, minutes) -> list[str]:
    policy = problem.policies.get(officer.id, problem.policies.get(""))
    said, busy = [], sorted(minutes)
    if len(set(busy)) < len(busy):
        said.append(f"{officer.id} is in two places")
    away = [*officer.busy, *(a.span for a in problem.absences if a.officer == officer.id)]
    for moment in busy:
        at = datetime.fromtimestamp(moment, tz=ZoneInfo("UTC"))
        free = any(span.start <= at < span.end for span in officer.free)
        if not free or any(span.start <= at < span.end for span in away):
            said.append(f"{officer.id} is away at {at}")
            break
    most = min(policy.day_hours, officer.max_hours_per_day) * 60
    first = 0
    for last, moment in enumerate(busy):
        while busy[first] <= moment - 24 * 3600:
            first += 1
        if last - first + 1 > most:
            said.append(f"{officer.id} has more than {most} min in the 24 h to {moment}")
            break
    said += _rest(policy, officer, busy)
    zone = ZoneInfo(problem.timezone)
    days = {datetime.fromtimestamp(moment, tz=zone).date() for moment in busy}
    for day in days:
        window = {day + timedelta(days=n) for n in range(policy.free_in)}
        if len(window - days) < policy.free_days:
            said.append(f"{officer.id} has no free day in the {policy.free_in} from {day}")
    return said


def _rest(policy, officer, busy) -> list[str]:
    """Cut the minutes into days of work: a pause of the full rest ends one."""
    rest, said = policy.rest_hours * 3600, []
    begun = None
    for before, moment in zip([None, *busy], busy, strict=False):
        pause = moment - before - 60 if before is not None else rest
        if pause >= rest:
            begun = moment
        elif pause and not policy.split_day:
            said.append(f"{officer.id} rests {pause / 60:g} min before {moment}")
            begun = moment
        elif moment + 60 - begun > 24 * 3600 - rest:
            said.append(f"{officer.id} is kept {(moment + 60 - begun) / 3600:g} h from {begun}")
            begun = moment
    return said


def _pairs(problem, plan) -> list[str]:
    officers = {officer.id: officer for officer in problem.officers}
    parties = {party.id: party for party in problem.delegations}
    said = []
    for what in (*plan.duties, *plan.posts):
        officer, party = officers[what.officer], parties[what.delegation]
        if party.id in officer.conflicts:
            said.append(f"{officer.id} has a conflict with {party.id}")
        if party.head_category in problem.fit.clearance_for and not officer.cleared:
            said.append(f"{officer.id} is not cleared for {party.id}")
    return said
