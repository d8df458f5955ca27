"""What happens to an event's own templates of messages."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class _OfTemplate(Entry):
    """A template. title: as of `kit.said.both_languages`."""

    right: ClassVar[str] = Right.SEND_RELAY
    template_id: int
    title: str

    def topics(self) -> list[str]:
        """Name the list of templates."""
        return ["templates"]


@dataclass(frozen=True, kw_only=True)
class TemplateKept(_OfTemplate):
    """A template was written or changed. languages: in which it has a text."""

    kind: ClassVar[str] = "relays.template_kept"
    languages: tuple[str, ...]

    def sentence(self) -> str:
        """Say which, and in which languages."""
        said = _("Template {title} written in {languages}.")
        return said.format(title=in_one(self.title), languages=", ".join(self.languages))


@dataclass(frozen=True, kw_only=True)
class TemplateRetired(_OfTemplate):
    """A template is offered no more."""

    kind: ClassVar[str] = "relays.template_retired"

    def sentence(self) -> str:
        """Say which."""
        return _("Template {title} is offered no more.").format(title=in_one(self.title))


@dataclass(frozen=True, kw_only=True)
class TemplateTakenUp(_OfTemplate):
    """A retired template is offered again."""

    kind: ClassVar[str] = "relays.template_taken_up"

    def sentence(self) -> str:
        """Say which."""
        return _("Template {title} is offered again.").format(title=in_one(self.title))
