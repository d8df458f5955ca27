"""The list of warnings in force: RSS 2.0, each item with the address of its CAP message."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from narahubung.alerts.cap.parsing import tree_of
from narahubung.alerts.cap.refusing import NotReadable, Why

MOST = 500


@dataclass(frozen=True, kw_only=True)
class Item:
    """One warning of the list. guid: identifier of its CAP message. told_at: None where unclear."""

    guid: str
    title: str
    link: str
    description: str
    author: str
    told_at: datetime | None


def items(letter: bytes) -> list[Item]:
    """Return them as they stand, without those that have no address or name.

    Raises NotReadable.
    """
    root = tree_of(letter)
    if root.tag != "rss":
        raise NotReadable(Why.NOT_CAP, str(root.tag)[:80])
    found = [_item(each) for each in root.iterfind("channel/item")]
    return [item for item in found if item.link and item.guid][:MOST]


def _item(of: etree._Element) -> Item:
    def text(name: str) -> str:
        return (of.findtext(name) or "").strip()

    return Item(
        guid=text("guid"),
        title=text("title"),
        link=text("link"),
        description=text("description"),
        author=text("author"),
        told_at=_moment(text("pubDate")),
    )


def _moment(text: str) -> datetime | None:
    """Return it only with an offset: a local time of nobody knows where is not guessed."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else None
