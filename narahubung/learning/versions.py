"""What version of a procedure, playbook, role card or template is in force: by its content.

Whether something was really changed is not asked of people: its fingerprint is another one.
"""

import dataclasses
import hashlib
import json
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from narahubung.crisis.playbook import playbook
from narahubung.duties.lists import list_of, lists, title_of
from narahubung.learning.models import Changes
from narahubung.relays.models import Template


def fingerprint(changes: str, ref: str, *, event_id: int) -> str:
    """Return the SHA-256 of its content as it is in force now; "" where there is none."""
    content: Any = None
    if changes == Changes.PROCEDURE:
        procedure = list_of(ref)
        content = dataclasses.asdict(procedure) if procedure else None
    elif changes == Changes.PLAYBOOK:
        content = repr(playbook())
    elif changes == Changes.CARD:
        role = playbook().roles.get(ref)
        content = repr(role) if role else None
    elif changes == Changes.TEMPLATE:
        rows = _templates(event_id).filter(code=ref)
        content = list(rows.values("title", "texts", "lane", "precedence", "must_read_back"))
    if not content:
        return ""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def called(changes: str, ref: str) -> str:
    """Return what people call it."""
    if changes == Changes.PROCEDURE:
        return title_of(ref) if list_of(ref) else ref
    if changes == Changes.CARD:
        role = playbook().roles.get(ref)
        return role.name if role else ref
    return ref


def choices(event_id: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be changed: groups of ("kind:ref", name)."""
    groups = [
        (
            str(Changes.PROCEDURE.label),
            [(f"procedure:{one.id}", title_of(one.id)) for one in lists()],
        ),
        (str(Changes.PLAYBOOK.label), [("playbook:", _("the whole playbook"))]),
        (
            str(Changes.CARD.label),
            [(f"card:{code}", role.name) for code, role in playbook().roles.items()],
        ),
    ]
    rows = _templates(event_id).order_by("code").values_list("code", flat=True)
    if rows:
        groups.append((str(Changes.TEMPLATE.label), [(f"template:{code}", code) for code in rows]))
    return groups


def _templates(event_id: int) -> QuerySet[Template]:
    return Template.objects.filter(event_id=event_id, retired_at=None)
