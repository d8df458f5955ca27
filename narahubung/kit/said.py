"""The words that organisers' lists are written in, said in the language of the reader.

A workbook tells a dress, a purpose or an office by a few English words that come again at every
event. Facts stay as they came; only their showing is translated, phrase by phrase, and a word that
is not known here stands as it is. Free text (requests, titles, notes) is never touched.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_noop as noop

_BETWEEN = " || "

_WORDS = (
    # who travels, and by what
    noop("head of delegation"),
    noop("advance team"),
    noop("delegation"),
    noop("spouse"),
    noop("media"),
    noop("luggage"),
    noop("arrival"),
    noop("departure"),
    noop("commercial"),
    noop("scheduled"),
    noop("special aircraft"),
    noop("state aircraft"),
    noop("private aircraft"),
    # what a trip is for
    noop("arrival transfer"),
    noop("departure transfer"),
    noop("shared transfer"),
    noop("return to hotel"),
    noop("return from dinner"),
    noop("private outing"),
    noop("dinner"),
    noop("lunch"),
    noop("session"),
    noop("welcome and session"),
    noop("mangrove visit"),
    # what a vehicle is for, and how it is
    noop("delegates"),
    noop("lead car"),
    noop("spare car"),
    noop("pool"),
    noop("LO and staff"),
    noop("staff and baggage"),
    noop("shuttle media and delegates"),
    noop("baggage"),
    noop("ready"),
    noop("charging fault"),
    noop("in repair"),
    noop("electric bus"),
    noop("luggage truck"),
    # how sure it is
    noop("tentative"),
    noop("confirmed"),
    noop("changed"),
    noop("cancelled"),
    # who attends, and in what dress
    noop("heads of delegation"),
    noop("heads"),
    noop("ministers"),
    noop("officials"),
    noop("synthetic"),
    noop("published"),
    noop("all delegations"),
    noop("remaining delegations"),
    noop("business guests"),
    noop("invited guests"),
    noop("selected leaders"),
    noop("leaders"),
    noop("spouses"),
    noop("coordinators"),
    noop("committee"),
    noop("staff"),
    noop("vehicles with sticker only"),
    noop("lounge suit"),
    noop("business"),
    noop("smart casual"),
    noop("white shirt"),
    noop("attire"),
    noop("supplied by the host"),
    # offices of heads and greeters
    noop("President of the Republic of Indonesia"),
    noop("President of the Council of Ministers"),
    noop("President of the European Council"),
    noop("President of the European Commission"),
    noop("President of the Government"),
    noop("President and CEO"),
    noop("President"),
    noop("Crown Prince and Prime Minister"),
    noop("Special Envoy of the Prime Minister"),
    noop("Prime Minister"),
    noop("Federal Chancellor"),
    noop("Minister of Foreign Affairs"),
    noop("Secretary of Foreign Affairs"),
    noop("Minister of Home Affairs"),
    noop("Minister of Health"),
    noop("Minister of Tourism"),
    noop("Minister of SOEs"),
    noop("Coordinating Minister"),
    noop("Minister"),
    noop("Governor of Bali"),
    noop("Secretary-General"),
    noop("Director-General"),
    noop("Managing Director"),
    noop("Founder and Executive Chairman"),
    noop("Chair"),
    noop("European Union (one member, two heads)"),
    noop("G20 Presidency"),
    noop("ASEAN Chair"),
    noop("African Union Chair"),
    noop("Pacific Islands Forum Chair"),
    noop("CARICOM Chair"),
    # what a request is about, and how it came
    noop("accreditation"),
    noop("allergy"),
    noop("anthem"),
    noop("badge"),
    noop("bilateral"),
    noop("briefing"),
    noop("buggy"),
    noop("charging"),
    noop("comfort"),
    noop("companion"),
    noop("conflict"),
    noop("connectivity"),
    noop("crowd"),
    noop("customs"),
    noop("delay"),
    noop("diet"),
    noop("early check-out"),
    noop("escort"),
    noop("escort on foot"),
    noop("flag"),
    noop("food"),
    noop("fruit"),
    noop("gift"),
    noop("greeting"),
    noop("handover"),
    noop("immigration"),
    noop("information"),
    noop("late meal"),
    noop("laundry"),
    noop("lost item"),
    noop("lounge"),
    noop("mixed group"),
    noop("parcel"),
    noop("parking"),
    noop("pharmacy"),
    noop("photo"),
    noop("prayer"),
    noop("precedence"),
    noop("press"),
    noop("programme"),
    noop("room"),
    noop("room sweep"),
    noop("roster"),
    noop("route"),
    noop("rumour"),
    noop("seating"),
    noop("souvenir"),
    noop("speech"),
    noop("statement"),
    noop("sticker"),
    noop("table"),
    noop("threat"),
    noop("translation"),
    noop("umbrella"),
    noop("vaccination"),
    noop("vehicle"),
    noop("water"),
    noop("weapons"),
    noop("weather"),
    noop("wheelchair"),
    noop("zone"),
    noop("phone"),
    # members of a delegation
    noop("delegate"),
    noop("aide"),
    noop("security"),
    noop("interpreter"),
    noop("close-protection officer"),
    noop("protocol and advance officer"),
    noop("personal aide"),
    noop("security liaison"),
    noop("sherpa office"),
    noop("senior adviser"),
    noop("delegation doctor"),
    noop("foreign ministry"),
    noop("director"),
    noop("press officer"),
    noop("communications technician"),
    noop("trade adviser"),
    noop("private secretary"),
    # officers, where they come from and what they hold
    noop("senior LO"),
    noop("reserve"),
    noop("coordinator"),
    noop("Ministry of State Secretariat"),
    noop("Ministry of Foreign Affairs"),
    noop("Ministry of Tourism"),
    noop("Ministry of Finance"),
    noop("Provincial Government of Bali"),
    noop("professional organiser pool"),
    noop("LO basic"),
    noop("LO advanced"),
    noop("protocol"),
    noop("first aid"),
    # care
    noop("none"),
    noop("halal"),
    noop("vegetarian"),
    noop("pescatarian"),
    noop("no onion or garlic"),
    noop("no beef"),
    noop("gluten (coeliac)"),
    noop("shellfish"),
    noop("penicillin"),
    noop("bee stings"),
    noop("sesame"),
    noop("lactose"),
    noop("peanuts"),
    noop("pacemaker, no metal-detector gate"),
    noop("insulin-dependent diabetes, needs a refrigerator"),
    noop("asthma, carries inhaler"),
    noop("severe motion sickness"),
    noop("pregnant, 5th month"),
    noop("low vision, large print"),
    noop("hearing aid, loop needed"),
    noop("walks with a cane, no stairs"),
    noop("wheelchair for long distances"),
    # gifts
    noop("host to delegation"),
    noop("delegation staff to LO"),
    noop("delegation staff to department"),
    noop("delegation staff to driver"),
    noop("department"),
    noop("driver"),
    noop("handed over"),
    noop("packed"),
    noop("reported"),
    noop("prepared"),
    # topics of rules
    noop("access"),
    noop("culture"),
    noop("gifts"),
    noop("LO duty"),
    noop("traffic"),
    noop("health"),
    noop("safety"),
    noop("law"),
    noop("vehicles"),
    noop("dress"),
    noop("privacy"),
    # whom to call
    noop("general emergency"),
    noop("police"),
    noop("ambulance"),
    noop("medical"),
    noop("fire brigade"),
    noop("search and rescue"),
    # sources of procedures
    noop("check and re-check list"),
    noop("order of arrival by reverse precedence"),
)


def said(text: str) -> str:
    """Return the listed words of a text in the language in force; a `snake_case` code is read too.

    A phrase that began with a capital begins with one again.
    """
    plain = text if " " in text else text.replace("_", " ")
    if not (get_language() or "id").startswith("id"):  # a guest in another language reads English
        return plain
    return _known().sub(_one, plain)


def both_languages(english: str, indonesian: str) -> str:
    """Return one text that holds a name in both languages; `in_one` reads it."""
    return f"{english}{_BETWEEN}{indonesian or english}"


def in_both(says: Callable[[], object]) -> str:
    """Return what is said in each of the two languages, as one text that `in_one` reads."""
    with override("en"):
        english = str(says())
    with override("id"):
        indonesian = str(says())
    return english if english == indonesian else both_languages(english, indonesian)


def in_one(text: str) -> str:
    """Return the name of `both_languages` in the language in force; another text as it is."""
    english, _, indonesian = text.partition(_BETWEEN)
    return indonesian if indonesian and (get_language() or "id").startswith("id") else english


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    longest_first = sorted(_WORDS, key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _by_fold() -> dict[str, str]:
    return {word.casefold(): word for word in _WORDS}


def _one(match: re.Match[str]) -> str:
    words = gettext(_by_fold()[match[0].casefold()])
    return words[:1].upper() + words[1:] if match[0][0].isupper() else words
