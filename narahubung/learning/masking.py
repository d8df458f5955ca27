"""What of a house goes into its masked copy: these tables, and of their texts these columns.

Whatever is not named here is not copied: a new table stays out, a new text is blanked. Numbers,
hours and choices out of a fixed list are kept, so that the copy is of the same size and shape as
the event. No health, no papers, no routes, no gifts, no negotiation, no message, no journal.
"""

from collections.abc import Callable, Mapping
from typing import Any

from narahubung.accounts.roles import CARDS

Mask = Callable[[Any], str]
Texts = Mapping[str, Mask | None]
KEEP: Mask | None = None  # as a rule: the text stays as it is


def _numbered(words: str) -> Mask:
    return lambda row: f"{words} {row.pk:03}"


_CODE = dict.fromkeys(("code",), KEEP)
_GUEST = {"code": lambda row: f"M-{row.pk}", "full_name": _numbered("Tamu/Guest")}

# Model: the texts that are kept (KEEP) or written anew (a function of the row).
COPIED: Mapping[str, Texts] = {
    "accounts.Event": dict.fromkeys(("slug", "name_en", "name_id", "zone", "policy"), KEEP),
    "accounts.Person": {
        "username": lambda row: f"p{row.pk}",
        "full_name": _numbered("Orang/Person"),
    },
    "accounts.Reach": dict.fromkeys(("role",), KEEP),
    "parties.Place": _CODE | dict.fromkeys(("name", "kind", "area"), KEEP),
    "parties.Party": _CODE
    | dict.fromkeys(
        (
            *("standing", "name_en", "name_id", "name_native", "iso_alpha2", "iso_alpha3"),
            *("represents", "attendance", "official_languages", "preferred_languages"),
            *("relation", "head_office", "head_category"),
        ),
        KEEP,
    )
    | {"head_name": lambda row: f"Ketua/Head {row.code}"},
    "parties.Member": _GUEST | dict.fromkeys(("role", "languages", "badge_category"), KEEP),
    "parties.Officer": _CODE
    | dict.fromkeys(("grade", "radio_call_sign"), KEEP)
    | {"full_name": _numbered("LO"), "preferred_name": _numbered("LO")},
    "parties.Department": _CODE
    | dict.fromkeys(
        ("name_en", "name_id", "radio_channel", "hours", "scope", "escalates_to"), KEEP
    ),
    "training.ServiceRecord": _CODE | dict.fromkeys(("certification",), KEEP),
    "training.LanguageSkill": dict.fromkeys(("language", "level"), KEEP),
    "programme.Item": _CODE
    | dict.fromkeys(
        ("title_en", "title_id", "kind", "zone", "room", "participants", "dress"), KEEP
    ),
    "programme.Item_attending": {},
    "stays.Hotel": _CODE,
    "movements.Driver": {
        "code": lambda row: f"D-{row.pk}",
        "full_name": _numbered("Pengemudi/Driver"),
    },
    "movements.Vehicle": _CODE
    | dict.fromkeys(("model", "colour", "call_sign", "use", "status"), KEEP)
    | {"plate": lambda row: f"XX {row.pk:04}"},
    "movements.EscortUnit": _CODE | dict.fromkeys(("radio_channel", "shift"), KEEP),
    "movements.TravelTime": _CODE,
    "movements.Movement": _CODE
    | dict.fromkeys(
        (
            *("travelling", "zone", "time_status", "carrier", "flight_type", "group", "gate"),
            *("other_end", "airport", "diverted_from", "status"),
        ),
        KEEP,
    ),
    "movements.Trip": _CODE | dict.fromkeys(("purpose", "zone", "ride", "status"), KEEP),
    "movements.Whereabouts": dict.fromkeys(("state",), KEEP),
    "assignments.Attachment": dict.fromkeys(("position",), KEEP),
    "assignments.Duty": dict.fromkeys(("position", "breaks", "pauses"), KEEP),
    "assignments.Engagement": {},
    "assignments.DutyTerms": dict.fromkeys(("policy", "changes"), KEEP),
    "assignments.CoverTerms": {},
}

# Rows that only few may know of stay out, though their table goes with.
# So does what a role card lends: that is of the crisis out there, not of the drill.
LEFT_OUT: Mapping[str, Mapping[str, Any]] = {
    "programme.Item": {"private_of__isnull": False},
    "accounts.Reach": {"role__in": list(CARDS)},
}

# Where the names of people stand: none of them may be found anywhere in the copy.
NAMES: Mapping[str, tuple[str, ...]] = {
    "accounts.Person": ("full_name",),
    "parties.Party": ("head_name",),
    "parties.Member": ("full_name", "native_name"),
    "parties.Officer": ("full_name",),
    "parties.Department": ("head", "deputy"),
    "parties.Contact": ("person",),
    "movements.Driver": ("full_name",),
    "movements.Vehicle": ("driver",),
    "movements.EscortUnit": ("leader",),
    "movements.Movement": ("greeter",),
    "programme.Cue": ("owner_name",),
}
# What people are called by their office is no name: a desk signs in as "Transport".
NO_NAMES: Mapping[str, tuple[str, ...]] = {
    "parties.Department": ("name_en", "name_id"),
    "parties.Party": ("name_en", "name_id", "represents"),
    "accounts.Event": ("name_en", "name_id"),
}
