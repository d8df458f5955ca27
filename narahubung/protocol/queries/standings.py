"""By what people are ranked, where more is known than the list of parties tells."""

from dataclasses import dataclass
from datetime import date

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.kit.scoping import Scoped
from narahubung.protocol.models import Standing
from narahubung.protocol.rules.rule_sets import position_word


@dataclass(frozen=True, kw_only=True)
class StandingLine:
    """What is said of one person."""

    id: int
    party_id: int | None
    member_id: int | None
    code: str
    iso_alpha2: str
    country: str
    name: str
    own_name: str
    is_of_head: bool
    office: str
    position: str
    position_word: str
    level: str
    institution: str
    since: date | None
    since_sure: bool
    host: str
    host_word: str
    stands_in_for: str
    goes_with_id: int | None
    goes_with: str
    name_fr: str
    requested: int | None
    source: str
    can_change: bool


def standings(*, by: Actor) -> list[StandingLine]:
    """Return everybody of whom something is said, the host's people first. One query."""
    lines = [_line(row, by) for row in _rows(by)]
    return sorted(lines, key=lambda line: (bool(line.code), line.code, line.name))


def standing(*, standing_id: int, by: Actor) -> StandingLine:
    """Return one. Raises Standing.DoesNotExist."""
    return _line(_rows(by).get(pk=standing_id), by)


def _rows(by: Actor) -> Scoped[Standing]:
    return Standing.objects.visible_to(by).select_related("party", "member", "goes_with__party")


def _line(row: Standing, by: Actor) -> StandingLine:
    party = row.party
    return StandingLine(
        id=row.pk,
        party_id=row.party_id,
        member_id=row.member_id,
        code=party.code if party else "",
        iso_alpha2=party.iso_alpha2 if party else "",
        country=party.name if party else "",
        name=str(row),
        own_name=row.name,
        is_of_head=row.is_of_head,
        office=row.office,
        position=row.position,
        position_word=position_word(row.position) if row.position else "",
        level=row.level,
        institution=row.institution,
        since=row.since,
        since_sure=row.since_sure,
        host=row.host,
        host_word=str(row.get_host_display()) if row.host else "",
        stands_in_for=in_one(row.stands_in_for),
        goes_with_id=row.goes_with_id,
        goes_with=str(row.goes_with) if row.goes_with else "",
        name_fr=row.name_fr,
        requested=row.requested,
        source=row.source,
        can_change=by.may(Right.PLAN_PLACES),
    )
