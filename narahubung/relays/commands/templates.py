"""An event's own templates of messages: written, retired, taken up again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import both_languages
from narahubung.relays.entries import TemplateKept, TemplateRetired, TemplateTakenUp
from narahubung.relays.models import Lane, Precedence, Template
from narahubung.relays.rules import templates as rules


@command
def keep_template(
    *,
    code: str,
    title: dict[str, str],
    texts: dict[str, str],
    precedence: str,
    must_read_back: bool,
    lane: str = Lane.OPERATIONS,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write a template, or change the event's own of this code; return its number.

    title, texts: by language; an empty one is left out. One of a code of the house's takes that
    one's place. Raises NotTheTemplates, NothingWritten, OpenBrace, NoSuchField.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_keep(title, texts, by)
        row, _new = Template.objects.update_or_create(
            event_id=by.here,
            code=code,
            defaults={
                "title": _written(title),
                "texts": _written(texts),
                "precedence": Precedence(precedence).value,
                "must_read_back": must_read_back,
                "lane": Lane(lane).value,
                "retired_at": None,
            },
        )
        record(TemplateKept(**_about(row), languages=tuple(row.texts)))
    return row.pk


@command
def retire_template(*, template_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Offer a template no more; one of the house's that it stood for comes back.

    Raises NotTheTemplates; Template.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        record(TemplateRetired(**_about(_turned(template_id, by, at))))


@command
def take_up_template(*, template_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Offer a retired template again. Raises NotTheTemplates; Template.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        record(TemplateTakenUp(**_about(_turned(template_id, by, None))))


def _turned(template_id: int, by: Actor, retired_at: datetime | None) -> Template:
    rules.check_can_write(by)
    row = Template.objects.for_change(by, template_id)
    row.retired_at = retired_at
    row.save(update_fields=["retired_at"])
    return row


def _written(words: dict[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in words.items() if text.strip()}


def _about(row: Template) -> dict[str, Any]:
    english = row.title.get("en") or row.title.get("id") or row.code
    return {"template_id": row.pk, "title": both_languages(english, row.title.get("id", ""))}
