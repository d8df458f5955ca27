"""From bytes of a stranger to a tree: no DTD, no entity, no file, no network, no other encoding."""

import codecs
import re

from lxml import etree

from narahubung.alerts.cap.refusing import NotReadable, Why

MOST_BYTES = 1_000_000
MOST_DEEP = 64
DECLARED = re.compile(r"""^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']""")
DECLARATION = re.compile(r"^<\?xml\s.*?\?>", re.DOTALL)
BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)


def tree_of(letter: bytes) -> etree._Element:
    """Return the root of what was sent. Raises NotReadable."""
    if len(letter) > MOST_BYTES:
        raise NotReadable(Why.LARGE)
    text = _text_of(letter)
    before = BEFORE_ROOT.match(text)
    if before and text.startswith("<!", before.end()):
        raise NotReadable(Why.DOCTYPE)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise NotReadable(Why.NOT_XML, str(problem)[:200]) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotReadable(Why.DOCTYPE)
    _check_depth(root)
    return root


def _text_of(letter: bytes) -> str:
    wide = letter.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    is_wider = letter.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE))
    try:
        text = letter.decode("utf-16" if wide and not is_wider else "utf-8-sig").lstrip()
    except UnicodeDecodeError:
        raise NotReadable(Why.ENCODING) from None
    if "\0" in text:  # UTF-16 without its mark: the parser would guess it
        raise NotReadable(Why.ENCODING)
    declared = DECLARED.match(text)
    if declared and declared[1].lower() not in ({"utf-16"} if wide else {"utf-8", "us-ascii"}):
        raise NotReadable(Why.ENCODING, declared[1][:40])
    return DECLARATION.sub("", text, count=1)


def _check_depth(root: etree._Element) -> None:
    deep = 0
    for step, _element in etree.iterwalk(root, events=("start", "end")):
        deep += 1 if step == "start" else -1
        if deep > MOST_DEEP:
            raise NotReadable(Why.DEEP)
