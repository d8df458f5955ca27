"""By what people are ranked, and an event's own rule sets."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import both_languages
from narahubung.parties.models import Member, Party
from narahubung.protocol import entries
from narahubung.protocol.models import OwnRules, Standing
from narahubung.protocol.rules import rule_sets as rules
from narahubung.protocol.rules.rule_sets import check_titles, check_why, data_of

_OFFICE = {"en": "date of taking office", "id": "tanggal mulai menjabat"}
_TIES: dict[str, list[dict[str, Any]]] = {
    "date": [{"by": "date", "text": _OFFICE}],
    "alphabet-en": [{"by": "alphabet", "language": "en"}],
    "alphabet-fr": [{"by": "alphabet", "language": "fr"}],
    "alphabet-id": [{"by": "alphabet", "language": "id"}],
    "": [],
}


@command
def keep_standing(  # noqa: PLR0913 -- the columns of a standing
    *,
    standing_id: int | None = None,
    party_id: int | None = None,
    member_id: int | None = None,
    name: str = "",
    office: str = "",
    position: str = "",
    level: str = "",
    institution: str = "",
    since: date | None = None,
    since_sure: bool = True,
    host: str = "",
    stands_in_for: str = "",
    goes_with_id: int | None = None,
    name_fr: str = "",
    requested: int | None = None,
    source: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Standing:
    """Put down or change what somebody is: the head of a party, a member, somebody of the host.

    standing_id: None for a new one. Raises NobodyNamed, HasAStanding, GoesWithItself; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = (
            Standing(event_id=by.here)
            if standing_id is None
            else Standing.objects.for_change(by, standing_id, Right.PLAN_PLACES)
        )
        row.party, row.member = _whose(party_id, member_id, by)
        row.name = name.strip() or (row.member.full_name if row.member else "")
        _check_one(row)
        row.goes_with = _followed(row, goes_with_id, by)
        told: dict[str, Any] = {
            "office": office.strip(),
            "position": position,
            "level": level,
            "institution": institution.strip() or rules.positions().get(position, {}).get("of", ""),
            "since": since,
            "since_sure": since_sure,
            "host": host,
            "stands_in_for": stands_in_for.strip(),
            "name_fr": name_fr.strip(),
            "requested": requested,
            "source": source.strip(),
        }
        changed = [field for field, value in told.items() if getattr(row, field) != value]
        for field, value in told.items():
            setattr(row, field, value)
        row.save()
        record(
            entries.StandingKept(standing_id=row.pk, who=str(row), changed=changed, name=by.name)
        )
    return row


def _whose(
    party_id: int | None, member_id: int | None, by: Actor
) -> tuple[Party | None, Member | None]:
    party = Party.objects.visible_to(by).get(pk=party_id) if party_id is not None else None
    if member_id is None:
        return party, None
    members = Member.objects.visible_to(by)
    member = (members.filter(party=party) if party else members).get(pk=member_id)
    return member.party, member


def _check_one(row: Standing) -> None:
    """Raise NobodyNamed, HasAStanding."""
    if row.party is None and not row.name:
        raise rules.NobodyNamed
    same = Standing.objects.filter(party=row.party, member=None, name="").exclude(pk=row.pk)
    if row.is_of_head and same.exists():
        raise rules.HasAStanding


def _followed(row: Standing, goes_with_id: int | None, by: Actor) -> Standing | None:
    if goes_with_id is None:
        return None
    partner = Standing.objects.visible_to(by).get(pk=goes_with_id)
    followers = row.pk is not None and Standing.objects.filter(goes_with=row).exists()
    if partner.pk == row.pk or partner.goes_with_id is not None or followers:
        raise rules.GoesWithItself
    return partner


@command
def write_rules(  # noqa: PLR0913 -- what a rule set is made of
    *,
    base: str,
    title_id: str,
    title_en: str,
    levels: Sequence[str] = (),
    then: str = "",
    starts_at: str = "",
    why: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> OwnRules:
    """Derive an event's own rule set from one of the library.

    levels: codes of its levels in the new order; none: as in the library; who is left out comes
    last. then: what decides within a level: "date", "alphabet-en", "alphabet-fr", "alphabet-id" or
    "". starts_at: the name at which the alphabet begins, where a seat was drawn by lot. Raises
    UnknownRules, NeedsTitles, NeedsAWhy, LevelsAstray.
    """
    with act(by=by, at=at, key=key) as record:
        data = data_of(base)
        check_titles(title_id, title_en)
        check_why(why)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        last = OwnRules.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        row = OwnRules.objects.create(
            event=event,
            number=last + 1,
            version=1,
            base=base,
            title_id=title_id.strip(),
            title_en=title_en.strip(),
            data=_derived(data, levels, then, at, starts_at=starts_at, fresh=True),
            why=why.strip(),
            made_at=at,
            made_by_name=by.name,
        )
        record(_written(row))
    return row


@command
def rewrite_rules(  # noqa: PLR0913 -- what a rule set is made of
    *,
    rules_id: int,
    title_id: str,
    title_en: str,
    levels: Sequence[str] = (),
    then: str = "",
    starts_at: str = "",
    why: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> OwnRules:
    """Write the next version; orders keep the one they were made by until somebody switches them.

    Raises NeedsTitles, NeedsAWhy, LevelsAstray; OwnRules.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        old = OwnRules.objects.for_change(by, rules_id, Right.PLAN_PLACES)
        check_titles(title_id, title_en)
        check_why(why)
        same = OwnRules.objects.filter(event_id=old.event_id, number=old.number)
        last = same.aggregate(last=Max("version"))["last"]
        row = OwnRules.objects.create(
            event_id=old.event_id,
            number=old.number,
            version=(last or 0) + 1,
            base=old.base,
            title_id=title_id.strip(),
            title_en=title_en.strip(),
            data=_derived(old.data, levels, then, at, starts_at=starts_at),
            why=why.strip(),
            made_at=at,
            made_by_name=by.name,
        )
        record(_written(row))
    return row


def _derived(
    data: Mapping[str, Any],
    levels: Sequence[str],
    then: str,
    at: datetime,
    *,
    starts_at: str,
    fresh: bool = False,
) -> dict[str, Any]:
    """Return the data of a version: the levels in this order, then one question within them."""
    told = dict(data)
    first = dict(data["criteria"][0])
    if first["by"] == "levels":
        known = {str(level["code"]): level for level in first["levels"]}
        codes = list(levels) or list(known)
        if len(set(codes)) < len(codes) or set(codes) - set(known):
            raise rules.LevelsAstray
        first["levels"] = [known[code] for code in codes]
    told["criteria"] = [
        {**one, "starts_at": starts_at.strip()} if one["by"] == "alphabet" else one
        for one in [first, *_TIES.get(then, [])]
    ]
    told |= {"from": at.date().isoformat(), "until": "", "kind": "own"}
    if fresh:
        told["article"] = {
            "en": f"the event's own rule, derived from {data['article']['en']}",
            "id": f"aturan acara sendiri, diturunkan dari {data['article']['id']}",
        }
        told["criteria"] = [_without_article(one) for one in told["criteria"]]
    return told


def _without_article(criterion: Mapping[str, Any]) -> dict[str, Any]:
    """Return a criterion that stands on the article of its set: the event's decision."""
    return {name: value for name, value in criterion.items() if name != "article"}


def _written(row: OwnRules) -> entries.OwnRulesWritten:
    return entries.OwnRulesWritten(
        rules_id=row.pk,
        code=row.code,
        title=both_languages(row.title_en, row.title_id),
        base=row.base,
        why=row.why,
        name=row.made_by_name,
    )
