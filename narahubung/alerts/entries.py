"""What can happen to a warning and to a feed."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class WarningsReceived(Entry):
    """Some came in, by one file or one look at a feed: folded into one line.

    touching: how many of them hold a place of ours; alert_id: the worst of them.
    """

    kind: ClassVar[str] = "alerts.received"
    right: ClassVar[str] = Right.SEE_CRISIS
    number: int
    touching: int
    source: str
    alert_id: int
    headline: str = ""

    def topics(self) -> list[str]:
        """Name the list."""
        return ["warnings", f"warning:{self.alert_id}"]

    def sentence(self) -> str:
        """Say how many, from whom, and the worst."""
        words = ngettext(
            "{number} warning from {source}, {touching} at places of ours, not verified yet: "
            "{headline}",
            "{number} warnings from {source}, {touching} at places of ours, not verified yet; "
            "the worst: {headline}",
            self.number,
        )
        return words.format(
            number=self.number,
            touching=self.touching,
            source=self.source,
            headline=self.headline or "-",
        )


@dataclass(frozen=True, kw_only=True)
class OfAlert(Entry):
    """alert_id: the row; headline: as it says itself."""

    right: ClassVar[str] = Right.SEE_CRISIS
    alert_id: int
    headline: str

    def topics(self) -> list[str]:
        """Name the warning and the list."""
        return [f"warning:{self.alert_id}", "warnings"]


@dataclass(frozen=True, kw_only=True)
class WarningVerified(OfAlert):
    """A person says that it is what it says it is."""

    kind: ClassVar[str] = "alerts.verified"
    told: int
    parties: int

    def sentence(self) -> str:
        """Say whom it touches and how many were told."""
        words = _("Warning verified: {headline}. Delegations touched: {parties}; told: {told}")
        return words.format(headline=self.headline, parties=self.parties, told=self.told)


@dataclass(frozen=True, kw_only=True)
class WarningDismissed(OfAlert):
    """A person says that it is not for us, or not to be believed."""

    kind: ClassVar[str] = "alerts.dismissed"
    why: str

    def sentence(self) -> str:
        """Say why."""
        words = _("Warning dismissed: {headline}. {why}")
        return words.format(headline=self.headline, why=self.why)


@dataclass(frozen=True, kw_only=True)
class AlertIssued(OfAlert):
    """One of ours went out: an alert, an update or a cancel."""

    kind: ClassVar[str] = "alerts.issued"
    msg_type: str
    identifier: str
    told: int
    is_exercise: bool

    def sentence(self) -> str:
        """Say what went out, and to how many."""
        words = {
            "Alert": _("Warning issued to {told}: {headline} ({identifier})"),
            "Update": _("Warning updated, to {told}: {headline} ({identifier})"),
            "Cancel": _("Warning cancelled, to {told}: {headline} ({identifier})"),
        }[self.msg_type]
        return words.format(told=self.told, headline=self.headline, identifier=self.identifier)


@dataclass(frozen=True, kw_only=True)
class OfFeed(Entry):
    """warning_feed_id: the row; name: what the administrator calls it."""

    right: ClassVar[str] = Right.MANAGE_EVENT
    warning_feed_id: int
    name: str

    def topics(self) -> list[str]:
        """Name the list of feeds."""
        return ["warning-feeds"]


@dataclass(frozen=True, kw_only=True)
class FeedListed(OfFeed):
    """An address is asked from now on."""

    kind: ClassVar[str] = "alerts.feed_listed"
    url: str

    def sentence(self) -> str:
        """Say which."""
        return _("Warnings are fetched from {name}: {url}").format(name=self.name, url=self.url)


@dataclass(frozen=True, kw_only=True)
class FeedDropped(OfFeed):
    """It is asked no more."""

    kind: ClassVar[str] = "alerts.feed_dropped"

    def sentence(self) -> str:
        """Say which."""
        return _("Warnings are no longer fetched from {name}").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class FeedSilent(OfFeed):
    """It did not answer, or not rightly, for the first time since it last did."""

    kind: ClassVar[str] = "alerts.feed_silent"
    trouble: str

    def sentence(self) -> str:
        """Say which, and why: no warning of it is no good news."""
        words = _("No answer from the feed {name}: {trouble}. That is not the same as no warning.")
        return words.format(name=self.name, trouble=self.trouble)


@dataclass(frozen=True, kw_only=True)
class FeedAnswered(OfFeed):
    """It answers again."""

    kind: ClassVar[str] = "alerts.feed_answered"

    def sentence(self) -> str:
        """Say which."""
        return _("The feed {name} answers again").format(name=self.name)
