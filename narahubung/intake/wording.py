"""What the import says, by the words that readers, comparison and staging use for it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone_label

Words = dict[str, str | Promise]

FILE: Words = {
    "empty": _("The file is empty. Save the list again and bring it once more."),
    "too_big": _("The file is larger than {most} MB. Take out pictures, or split the list."),
    "old_xls": _("This is an Excel file of the old kind (.xls). Save it again as .xlsx."),
    "password": _("The file is locked with a password. Save it without one, then bring it again."),
    "web_page": _("This is a web page or XML under another name. Save it in Excel as .xlsx."),
    "other_kind": _("This is no Excel workbook. Lists are taken as .xlsx or .xlsm."),
    "broken": _("The file is damaged. Open it in Excel, save it again, and bring it once more."),
    "members": _("The file is built of {count} parts; at most {most} are taken. Save it again."),
    "bomb": _("Unpacked, the file would be larger than {most} MB. It was not opened."),
    "doctype": _("The file holds XML definitions that no list needs. Save it again in Excel."),
    "too_many": _(
        "Sheet {sheet} has {rows} rows and {columns} columns; at most {most_rows} and "
        "{most_columns} are taken."
    ),
    "too_slow": _("Reading the file took longer than {seconds} s. Split the list."),
    "too_heavy": _("The file needs more memory than a list may take. Split the list."),
}
PROBLEMS: Words = {
    "error_cell": _("The cell shows the error {value}. Correct the formula in the workbook."),
    "formula": _("The formula was never computed. Open the workbook in Excel and save it."),
    "cell_too_long": _("The cell holds {characters} characters. Shorten it to 4,000 at most."),
    "too_long": _("{characters} characters; at most {most} fit. Shorten it."),
    "missing": _("Nothing stands in “{column}”, but it is needed. Fill it in."),
    "twice": _("{value} stands in the list already ({other}). Keep one of the rows."),
    "not_a_number": _("“{value}” is not a number."),
    "not_whole": _("“{value}” is not a whole number."),
    "not_hours": _("“{value}” is not a number of hours a day. Write a number up to 24."),
    "not_yes_no": _("“{value}” is neither yes nor no."),
    "not_a_day": _("“{value}” is not a day. Write it as 2022-11-15."),
    "not_a_clock": _("“{value}” is not a time of day. Write it as 18.30."),
    "not_a_moment": _("“{value}” is not day and time. Write it as 2022-11-15 18:30."),
    "not_a_zone": _("“{value}” names no time zone. Write it as WITA or Asia/Tokyo."),
    "no_zone": _("On whose clock is {value}? Name the time zone in this row."),
    "no_day": _("There is a time, but no day. Fill in the day."),
    "no_such_time": _("{value} does not exist that day in {zone}: the clock jumps over it."),
    "twice_that_day": _("{value} comes twice that day in {zone}. Write another zone, such as UTC."),
    "not_one_of": _("“{value}” is not known here. Known are: {words}."),
    "not_a_level": _("“{value}” is no language with its level. Write it as fr:C1."),
    "unknown_code": _("{value} stands in no list of {things}. Correct the code or add the row."),
    "no_column": _("The column “{column}” is missing. Found were: {has}."),
    "column_twice": _("The column “{column}” stands there twice ({first} and {second}). Keep one."),
    "no_event_id": _("The Event sheet names no event_id. Add it, such as G20-BALI-2022."),
    "not_an_event_id": _("“{value}” is no event code. Use letters, digits and hyphens."),
    "other_event": _(
        "The Event sheet is about {value}, but you are taking the list into {event}. Open the "
        "right event, or correct event_id."
    ),
    "no_known_sheet": _(
        "None of the sheets was recognised. Name their columns as in the example workbook."
    ),
    "no_event": _(
        "No sheet says which event this is. Add the Event sheet, or take the list into an event "
        "that exists."
    ),
}
REMARKS: Words = {
    "macros": _("The macros in the file were left out; nothing of it is ever run."),
    "links": _("Links to other files and embedded objects were left out."),
    "event_clock": _("{sheet}, {column}: read as {zone}, the clock of the event."),
    "next_day": _("{sheet}, {column}: ends before it begins, so it was read as the next day."),
    "kept": _("{sheet}: the column “{column}” is not known; it was kept in the notes."),
    "kept_here": _(
        "{sheet}: values that were changed here, and of which the list says nothing new, stay."
    ),
    "note_row": _("{sheet}: rows with a single cell were taken as notes and left alone."),
    "attending_not_known": _("{sheet}: who attends is not known from “{column}”."),
}
LEFT_ALONE: Words = {
    "not_recognised": _("not recognised: left alone"),
    "hidden": _("hidden: left alone"),
    "empty": _("empty"),
}
VERDICTS: Words = {
    "new": _("new"),
    "same": _("same"),
    "changed": _("changed"),
    "ignored": _("ignored"),
    "problems": _("problem"),
}
_THINGS: Words = {
    "parties.Party": _("delegations"),
    "parties.Place": _("venues and hotels"),
    "parties.Member": _("delegates"),
    "parties.Officer": _("officers"),
    "parties.Department": _("departments"),
    "programme.Item": _("the programme"),
    "movements.Movement": _("arrivals and departures"),
    "movements.Driver": _("drivers"),
    "movements.Vehicle": _("vehicles"),
    "movements.EscortUnit": _("escort units"),
}


_BY_HAND = "by hand: "


def problem_says(problem: Mapping[str, Any]) -> str:
    """Return a staged problem as one sentence: where it is, what is wrong, what to do."""
    facts = dict(problem["facts"])
    if "model" in facts:
        facts["things"] = _THINGS.get(facts["model"], facts["model"])
    says = str(PROBLEMS[problem["kind"]]).format(**facts)
    place = " ".join(part for part in (problem["sheet"], problem["where"]) if part)
    return f"{place}: {says}" if place else says


def remark_says(kind: str, sheet: str, column: str, count: int) -> str:
    """Return a staged remark as one sentence."""
    facts = {"sheet": sheet, "column": column}
    if kind == "event_clock":
        facts["column"], _sep, name = column.rpartition(" ")
        facts["zone"] = zone_label(name, datetime(2000, 1, 1, tzinfo=UTC))
    says = str(REMARKS[kind]).format(**facts)
    if count > 1:
        rows = ngettext("{count} row", "{count} rows", count).format(count=count)
        says = f"{says} ({rows})"
    return says


def by_hand(by: Actor) -> str:
    """Return the source of what somebody typed here, one word for readers of any language."""
    return f"{_BY_HAND}{by.name}"[:200]


def value_says(value: str) -> str:
    """Return an old or new value for people."""
    if value in {"yes", "no"}:
        return gettext("yes") if value == "yes" else gettext("no")
    if value.startswith(_BY_HAND):
        return gettext("by hand: {name}").format(name=value.removeprefix(_BY_HAND))
    return value
