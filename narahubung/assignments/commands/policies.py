"""The rules of working time and of cover are set, and as what each officer serves."""

from collections.abc import Collection, Mapping
from datetime import datetime, time
from uuid import UUID

from narahubung.assignments import entries
from narahubung.assignments.figures import figures_text, group_word, rules_name
from narahubung.assignments.models import CoverTerms, DutyTerms, Engagement
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.parties.models import Officer, Party


@command
def set_terms(
    *,
    group: str = "",
    policy: str,
    changes: Mapping[str, float | int | str | bool],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Set the rules of working time: for everyone (group ""), or for a group apart.

    policy: code of a ready-made set, "" lets the group serve as everyone does; changes: the
    event's own figures.
    """
    with act(by=by, at=at, key=key) as record:
        rows = DutyTerms.objects.visible_to(by).filter(group=group)
        if policy:
            DutyTerms.objects.update_or_create(
                event_id=by.here,
                group=group,
                defaults={"policy": policy, "changes": dict(changes)},
            )
        else:
            rows.delete()
        record(
            entries.TermsSet(
                group=group,
                policy=policy,
                whom=in_both(lambda: group_word(group)),
                rules=in_both(lambda: rules_name(policy)),
                figures=in_both(lambda: figures_text(changes)),
                changes=dict(changes),
            )
        )


@command
def set_cover(
    *,
    party_id: int | None = None,
    day_from: time,
    day_to: time,
    night: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Set when somebody must be with every party, or with one. Raises Party.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id) if party_id else None
        CoverTerms.objects.update_or_create(
            event_id=by.here,
            party=party,
            defaults={"day_from": day_from, "day_to": day_to, "night": night},
        )
        record(
            entries.CoverSet(
                party_id=party_id,
                party_code=party.code if party else "",
                day_from=day_from.isoformat("minutes"),
                day_to=day_to.isoformat("minutes"),
                night=night,
            )
        )


@command
def drop_cover(*, party_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let one party be covered as all others are. Raises CoverTerms.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = CoverTerms.objects.visible_to(by).get(party_id=party_id)
        party = Party.objects.visible_to(by).get(pk=party_id)
        record(entries.CoverDropped(party_id=party_id, party_code=party.code))
        row.delete()


@command
def set_engagement(
    *,
    officer_ids: Collection[int],
    group: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say as what officers serve: employee, volunteer, or "" for nobody said.

    Raises Officer.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        officers = list(Officer.objects.visible_to(by).filter(pk__in=officer_ids).order_by("pk"))
        if len(officers) < len(set(officer_ids)):
            raise Officer.DoesNotExist
        Engagement.objects.filter(officer__in=officers).delete()
        if group:
            Engagement.objects.bulk_create(
                Engagement(event_id=by.here, officer=officer, group=group) for officer in officers
            )
        record(
            entries.EngagementSet(
                group=group,
                whom=in_both(lambda: group_word(group)),
                officers=", ".join(officer.full_name for officer in officers),
            )
        )
