"""What is not even read."""

from enum import StrEnum


class Why(StrEnum):
    """Why a message is refused before anything of it is looked at."""

    LARGE = "large"
    ENCODING = "encoding"  # neither UTF-8 nor UTF-16 with its mark, or it says it is another one
    DOCTYPE = "doctype"  # the door of hostile XML; CAP has none
    DEEP = "deep"
    NOT_XML = "not_xml"
    NOT_CAP = "not_cap"


class NotReadable(ValueError):  # noqa: N818 -- says what it is
    """This is no CAP message that can be read safely."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else why)
        self.why, self.detail = why, detail
