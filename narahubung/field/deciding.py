"""A person decides what becomes of what a phone brought: the form is posted once more, as his."""

from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _

from narahubung.field import commands, photos, rules
from narahubung.field.models import Carried, TwoVersions
from narahubung.field.queries import content_of
from narahubung.field.replaying import Answer, Target, post, target_of
from narahubung.field.three_way import merged, one_at_a_time, shown_now
from narahubung.journal.acting import joined
from narahubung.kit.actor import Actor


def take_over(
    outer: HttpRequest, row: Carried, *, by: Actor, at: datetime, key: UUID | None
) -> None:
    """Do what was put aside, with the rights of him who takes it over, at the time it was written.

    Raises rules.SettledAlready, CannotBeTakenOver, and what the page refuses.
    """
    rules.check_waits(row)
    target = target_of(row.kind, row.path)
    if target is None:
        raise rules.CannotBeTakenOver(why=row.kind)
    version, body, base = content_of(row)
    body = target.kind.brought_up(version, body)
    files = photos.files_of(row.person, target.kind.files, body)
    sent = photos.without(target.kind.files, body)
    if target.kind.policy == "field":
        merge = merged(target, sent, base, by=by)
        if merge is None or merge.clashes:
            raise rules.CannotBeTakenOver(why=_("somebody else changed the same."))
        sent = merge.body
    key = key or uuid4()
    target = Target(kind=target.kind, match=target.match, path=target.path, files=files)
    with joined(key, lambda _record: commands.take_over(carried_id=row.pk, by=by, at=at)):
        _check(post(outer, target, sent, key=key, at=row.at, door="page"))
    photos.forget(row.person, body)


def choose(
    outer: HttpRequest, row: TwoVersions, chosen: str, *, by: Actor, at: datetime, key: UUID | None
) -> None:
    """Settle a field: what stands stays, or the other version is written by the form's own page.

    Raises rules.SettledAlready, NoSuchVersion, CannotBeTakenOver, and what the page refuses.
    """
    rules.check_can_choose(row, chosen)
    fixed = tuple((name, value) for name, value in row.fixed)
    target = target_of(row.kind, row.path)
    with one_at_a_time():
        shown = shown_now(target, fixed, by=by) if target and chosen == "ours" else None
        if target is None or shown is None or shown.values.get(row.field) == row.ours:
            if chosen == "ours" and shown is None:
                raise rules.CannotBeTakenOver(why=row.about)
            commands.choose(versions_id=row.pk, chosen=chosen, by=by, at=at, key=key)
            return
        key = key or uuid4()
        body = (*fixed, *{**shown.values, row.field: row.ours}.items())
        with joined(
            key,
            lambda _record: commands.choose(versions_id=row.pk, chosen=chosen, by=by, at=at),
        ):
            _check(post(outer, target, body, key=key, at=at, door="page"))


def _check(answer: Answer) -> None:
    if answer.refusal is not None:
        raise answer.refusal
    if not answer.done:
        raise rules.CannotBeTakenOver(why=answer.wrong or _("it is not there any more."))
