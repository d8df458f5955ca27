"""The one readable table: who may see and do what. Python, the pages and the docs come from it.

Reach of a right: EVENT (all parties), OWN (parties he is attached to at this moment), DESK (work
routed to his department). What is not listed is refused; what may not be seen does not exist (404).
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Right(StrEnum):
    """What there is to see and do."""

    SEE_EVENT = "see_event"  # programme as released, places, rules, desks' numbers
    SEE_PARTY = "see_party"  # name, head, where they are, who serves them, readiness
    SEE_PEOPLE = "see_people"  # members: names, functions, languages
    SEE_CONTACTS = "see_contacts"  # members' phone, e-mail, passport number
    SEE_MOVEMENTS = "see_movements"  # arrivals, departures, trips, vehicles, escorts
    SEE_ROUTES = "see_routes"  # need-to-know: routes, escorts, order of cars, who rides where
    SEE_PLACES = "see_places"  # who sits, stands and walks where
    PLAN_PLACES = "plan_places"  # precedence, rooms, seats, line-ups, occasions
    SEE_ACCESS = "see_access"  # badges, zones and who passed a gate
    ASK_ACCESS = "ask_access"  # ask for a badge
    VET = "vet"  # say whether somebody is cleared
    ACCREDIT = "accredit"  # approve, print, hand out, withdraw badges; zones
    KEEP_GATE = "keep_gate"  # scan at a gate
    SEE_STAY = "see_stay"  # hotel, rooms
    SEE_CARE = "see_care"  # what to avoid and what help is needed, without diagnosis
    SEE_MEDICAL = "see_medical"  # the medical note itself
    SEE_NEEDS = "see_needs"
    SEE_REGISTER = "see_register"  # expectations, what a guest likes, negotiation, the pulse
    SEE_RELAYS = "see_relays"  # every message of the event; one's own needs no right
    SEE_MEETINGS = "see_meetings"
    SEE_GIFTS = "see_gifts"
    SEE_GIFT_VALUES = "see_gift_values"
    REPORT_GIFT = "report_gift"  # tell of a gift or tip that one was given, gave or refused
    KEEP_GIFTS = "keep_gifts"  # judge, keep, hand on, correct what stands in the register
    SEE_DUTIES = "see_duties"
    SEE_OFFICERS = "see_officers"  # officers: name, call sign, phone, whom they serve
    SEE_SKILLS = "see_skills"  # officers: languages, certificates, conflicts, hours
    SEE_BRIEFING = "see_briefing"
    SEE_OBSERVATIONS = "see_observations"
    SEE_JOURNAL = "see_journal"
    SEE_JOURNAL_BARE = "see_journal_bare"  # that something happened, not what
    WATCH_BOARD = "watch_board"
    SEE_CRISIS = "see_crisis"  # every incident, who does what in a crisis
    LEAD_CRISIS = "lead_crisis"  # grade, switch to crisis, close
    SEE_MEDIA = "see_media"  # the media desk: citable facts, statements, questions, rumours
    CLEAR_MEDIA = "clear_media"  # check a text: legal, protocol, security
    PUBLISH = "publish"  # hand cleared texts to the public
    SPEAK = "speak"  # release a text in the organiser's name, approve lines, give mandates
    SEE_KIN = "see_kin"  # need-to-know: families of who is hurt or missing, and who was told
    SEE_NATIONALS = "see_nationals"  # an embassy: what befell its own people
    DO_DUTIES = "do_duties"  # tick, note, observe, photograph
    REPORT_MOVEMENT = "report_movement"
    RAISE_NEED = "raise_need"
    ANSWER_NEED = "answer_need"
    GRANT_LIMIT = "grant_limit"  # say yes to a wish over the limit
    SEND_RELAY = "send_relay"
    PLAN_OFFICERS = "plan_officers"
    PLAN_PROGRAMME = "plan_programme"
    TAKE_IN_LISTS = "take_in_lists"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_EVENT = "manage_event"


# What each right is called on the page of roles and in the docs.
WORDS: dict[Right, Promise] = {
    Right.SEE_EVENT: _("see programme, places and rules"),
    Right.SEE_PARTY: _("see delegations and where they are"),
    Right.SEE_PEOPLE: _("see members"),
    Right.SEE_CONTACTS: _("see members' phone, e-mail and passport"),
    Right.SEE_MOVEMENTS: _("see movements and vehicles"),
    Right.SEE_ROUTES: _("see routes, escorts and who rides where"),
    Right.SEE_STAY: _("see hotels and rooms"),
    Right.SEE_CARE: _("see diet, allergy and help needed"),
    Right.SEE_MEDICAL: _("see medical notes"),
    Right.SEE_NEEDS: _("see needs"),
    Right.SEE_REGISTER: _("see expectations, wishes and negotiation"),
    Right.SEE_RELAYS: _("see all messages"),
    Right.SEE_MEETINGS: _("see meetings"),
    Right.SEE_GIFTS: _("see gifts"),
    Right.SEE_GIFT_VALUES: _("see the value of gifts"),
    Right.REPORT_GIFT: _("report gifts and tips"),
    Right.KEEP_GIFTS: _("keep the register of gifts"),
    Right.SEE_PLACES: _("see who sits and stands where"),
    Right.PLAN_PLACES: _("plan precedence and places"),
    Right.SEE_ACCESS: _("see badges, zones and passages"),
    Right.ASK_ACCESS: _("ask for badges"),
    Right.VET: _("vet people"),
    Right.ACCREDIT: _("approve and hand out badges"),
    Right.KEEP_GATE: _("keep a gate"),
    Right.SEE_DUTIES: _("see duties"),
    Right.SEE_OFFICERS: _("see officers and whom they serve"),
    Right.SEE_SKILLS: _("see officers' skills"),
    Right.SEE_BRIEFING: _("see country briefings"),
    Right.SEE_OBSERVATIONS: _("see observations"),
    Right.SEE_JOURNAL: _("read the journal"),
    Right.SEE_JOURNAL_BARE: _("see that something happened, not what"),
    Right.WATCH_BOARD: _("watch the operations board"),
    Right.SEE_CRISIS: _("see incidents and the crisis"),
    Right.LEAD_CRISIS: _("lead in a crisis"),
    Right.SEE_MEDIA: _("work at the media desk"),
    Right.CLEAR_MEDIA: _("check texts for the public"),
    Right.PUBLISH: _("publish cleared texts"),
    Right.SPEAK: _("release texts in the organiser's name"),
    Right.SEE_KIN: _("see families of who is hurt or missing"),
    Right.SEE_NATIONALS: _("see what befell own nationals"),
    Right.DO_DUTIES: _("do duties"),
    Right.REPORT_MOVEMENT: _("report movements"),
    Right.RAISE_NEED: _("raise needs"),
    Right.ANSWER_NEED: _("answer needs"),
    Right.GRANT_LIMIT: _("grant what is over the limit"),
    Right.SEND_RELAY: _("send messages"),
    Right.PLAN_OFFICERS: _("plan officers"),
    Right.PLAN_PROGRAMME: _("plan the programme"),
    Right.TAKE_IN_LISTS: _("take in lists"),
    Right.MANAGE_PEOPLE: _("manage people and roles"),
    Right.MANAGE_EVENT: _("manage the event"),
}


@dataclass(frozen=True, kw_only=True)
class Role:
    """One row of the table. scope: what a person is tied to when the role is given.

    given_by: the roles whose holders may give it to somebody, and take it back.
    """

    code: str
    name: str | Promise
    scope: str  # "event", "party" or "department"
    given_by: frozenset[str] = frozenset({"organiser", "administrator"})
    everywhere: frozenset[Right] = frozenset()
    within: frozenset[Right] = frozenset()
    at_desk: frozenset[Right] = frozenset()


R = Right
_ALL = frozenset({R.SEE_EVENT})
_OPERATIONS = _ALL | {
    R.SEE_PARTY,
    R.SEE_PEOPLE,
    R.SEE_MOVEMENTS,
    R.SEE_STAY,
    R.SEE_NEEDS,
    R.SEE_MEETINGS,
    R.SEE_DUTIES,
    R.SEE_OFFICERS,
    R.SEE_BRIEFING,
    R.SEE_JOURNAL,
    R.WATCH_BOARD,
    R.RAISE_NEED,
    R.REPORT_MOVEMENT,
}
_STEERING = _OPERATIONS | {
    R.SEE_CONTACTS,
    R.SEE_SKILLS,
    R.SEE_OBSERVATIONS,
    R.PLAN_OFFICERS,
    R.PLAN_PROGRAMME,
    R.TAKE_IN_LISTS,
    R.MANAGE_PEOPLE,
    R.DO_DUTIES,
    R.ANSWER_NEED,
    R.GRANT_LIMIT,
    R.SEE_REGISTER,
    R.SEE_RELAYS,
    R.SEE_ROUTES,
    R.SEND_RELAY,
    R.SEE_CRISIS,
    R.LEAD_CRISIS,
    R.SEE_MEDIA,
    R.CLEAR_MEDIA,
    R.SEE_PLACES,
    R.PLAN_PLACES,
    R.SEE_ACCESS,
    R.ASK_ACCESS,
    R.KEEP_GATE,
}
_ATTACHED = frozenset(
    {
        R.SEE_PARTY,
        R.SEE_PEOPLE,
        R.SEE_CONTACTS,
        R.SEE_MOVEMENTS,
        R.SEE_STAY,
        R.SEE_CARE,
        R.SEE_NEEDS,
        R.SEE_MEETINGS,
        R.SEE_DUTIES,
        R.SEE_OFFICERS,
        R.SEE_BRIEFING,
        R.SEE_OBSERVATIONS,
        R.SEE_GIFTS,
        R.DO_DUTIES,
        R.REPORT_MOVEMENT,
        R.RAISE_NEED,
        R.SEE_REGISTER,
        R.SEE_ROUTES,
        R.SEE_PLACES,
        R.SEE_ACCESS,
        R.ASK_ACCESS,
        R.REPORT_GIFT,
    }
)

# Roles of the daily work: the coordinator gives them too.
_DAILY = frozenset({"organiser", "coordinator", "administrator"})

ROLES: dict[str, Role] = {
    role.code: role
    for role in [
        Role(
            code="organiser",
            name=_("Organiser"),
            scope="event",
            everywhere=_STEERING
            | {
                R.MANAGE_EVENT,
                R.SEE_GIFTS,
                R.SEE_KIN,
                R.SPEAK,
                R.PUBLISH,
                R.VET,
                R.ACCREDIT,
            },
        ),
        Role(code="coordinator", name=_("LO coordinator"), scope="event", everywhere=_STEERING),
        Role(
            code="officer",
            name=_("Liaison officer"),
            scope="party",
            given_by=_DAILY,
            everywhere=_ALL | {R.SEND_RELAY},
            within=_ATTACHED,
        ),
        Role(
            code="desk",
            name=_("Department desk"),
            scope="department",
            given_by=_DAILY,
            everywhere=_ALL
            | {
                R.SEE_PARTY,
                R.SEE_MOVEMENTS,
                R.SEE_OFFICERS,
                R.SEE_DUTIES,
                R.WATCH_BOARD,
                R.REPORT_MOVEMENT,  # ground handling and transport hear of delays first
                R.SEND_RELAY,
            },
            at_desk=frozenset({R.SEE_NEEDS, R.ANSWER_NEED, R.GRANT_LIMIT, R.SEE_ROUTES}),
        ),
        Role(
            code="protocol",
            name=_("Protocol officer"),
            scope="event",
            everywhere=_ALL
            | {
                R.SEE_PARTY,
                R.SEE_PEOPLE,
                R.SEE_MOVEMENTS,
                R.SEE_MEETINGS,
                R.SEE_DUTIES,
                R.SEE_OFFICERS,
                R.SEE_BRIEFING,
                R.WATCH_BOARD,
                R.PLAN_PROGRAMME,
                R.DO_DUTIES,
                R.SEND_RELAY,
                R.SEE_MEDIA,
                R.CLEAR_MEDIA,
                R.SEE_PLACES,
                R.PLAN_PLACES,
            },
        ),
        Role(
            code="medical",
            name=_("Medical officer"),
            scope="event",
            everywhere=_ALL
            | {
                R.SEE_PARTY,
                R.SEE_PEOPLE,
                R.SEE_CARE,
                R.SEE_MEDICAL,
                R.SEE_STAY,
                R.SEE_OFFICERS,
                R.SEND_RELAY,
            },
        ),
        Role(
            code="media",
            name=_("Media desk"),
            scope="event",
            given_by=_DAILY,
            everywhere=_ALL | {R.SEND_RELAY, R.SEE_MEDIA, R.PUBLISH},
        ),
        Role(
            code="gate",
            name=_("Gate"),
            scope="event",
            given_by=_DAILY,
            everywhere=_ALL | {R.KEEP_GATE},
        ),
        Role(
            code="accreditation",
            name=_("Accreditation officer"),
            scope="event",
            everywhere=_ALL
            | {
                R.SEE_PARTY,
                R.SEE_PEOPLE,
                R.SEE_OFFICERS,
                R.SEE_ACCESS,
                R.ASK_ACCESS,
                R.VET,
                R.ACCREDIT,
                R.KEEP_GATE,
                R.SEND_RELAY,
            },
        ),
        Role(
            code="gifts",
            name=_("Gift registrar"),
            scope="event",
            everywhere=_ALL
            | {R.SEE_PARTY, R.SEE_GIFTS, R.SEE_GIFT_VALUES, R.REPORT_GIFT, R.KEEP_GIFTS},
        ),
        Role(
            code="crisis_lead",
            name=_("Crisis lead"),
            scope="event",
            everywhere=_ALL
            | {
                R.SEE_PARTY,
                R.SEE_PEOPLE,  # they count them
                R.SEE_OFFICERS,
                R.WATCH_BOARD,
                R.SEND_RELAY,
                R.SEE_CRISIS,
                R.LEAD_CRISIS,
                R.SEE_MEDIA,
                R.CLEAR_MEDIA,
                R.PUBLISH,
                R.SPEAK,
                R.SEE_KIN,
            },
        ),
        Role(
            code="crisis_liaison",
            name=_("Crisis liaison"),
            scope="event",
            everywhere=_ALL
            | {
                R.SEE_PARTY,
                R.SEE_PEOPLE,  # they count them
                R.SEE_OFFICERS,
                R.WATCH_BOARD,
                R.SEND_RELAY,
                R.SEE_CRISIS,
                R.LEAD_CRISIS,
                R.SEE_MEDIA,  # drafts; hands out only under a mandate
                R.SEE_KIN,
            },
        ),
        Role(
            code="interpreter",
            name=_("Interpreter"),
            scope="event",
            given_by=_DAILY,
            everywhere=_ALL,
        ),
        Role(
            code="focal_point",
            name=_("Delegation's focal point"),
            scope="party",
            given_by=_DAILY,
            everywhere=_ALL,
            within=frozenset(
                {
                    R.SEE_PARTY,
                    R.SEE_PEOPLE,
                    R.SEE_MOVEMENTS,
                    R.SEE_STAY,
                    R.SEE_NEEDS,
                    R.SEE_MEETINGS,
                    R.SEE_OFFICERS,
                    R.RAISE_NEED,
                    R.SEE_NATIONALS,
                    R.ASK_ACCESS,
                }
            ),
        ),
        Role(
            code="auditor",
            name=_("Auditor"),
            scope="event",
            everywhere=frozenset({R.SEE_JOURNAL_BARE}),
        ),
        Role(
            code="dpo",
            name=_("Data-protection officer"),
            scope="event",
            everywhere=frozenset({R.SEE_JOURNAL_BARE}),
        ),
        Role(
            code="administrator",
            name=_("Administrator"),
            scope="event",
            given_by=frozenset({"administrator"}),
            everywhere=frozenset({R.MANAGE_PEOPLE, R.MANAGE_EVENT}),
        ),
    ]
}


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What a link without log-in is for. Who holds it may only this, with the one thing it opens.

    table: of that thing. given_with: who holds this right for the thing gives the link and takes
    it back. everywhere, within: rights as of a role; `within` for the party the link opens.
    """

    code: str
    name: str | Promise
    table: str
    given_with: Right
    good_for: timedelta
    everywhere: frozenset[Right] = frozenset()
    within: frozenset[Right] = frozenset()


PURPOSES: dict[str, Purpose] = {
    purpose.code: purpose
    for purpose in [
        # No right at all: its page shows the one task by a query of its own.
        Purpose(
            code="supplier_task",
            name=_("A supplier's task"),
            table="needs.NeedPart",
            given_with=R.ANSWER_NEED,
            good_for=timedelta(days=2),
        ),
        # No right either: what a driver needs of his one trip, and nothing of the guest.
        Purpose(
            code="driver_trip",
            name=_("A driver's trip"),
            table="movements.Trip",
            given_with=R.REPORT_MOVEMENT,
            good_for=timedelta(days=2),
        ),
        Purpose(
            code="delegation_page",
            name=_("A delegation's page"),
            table="parties.Party",
            given_with=R.RAISE_NEED,
            good_for=timedelta(days=14),
            everywhere=_ALL,
            within=frozenset(
                {R.SEE_PARTY, R.SEE_MOVEMENTS, R.SEE_OFFICERS, R.SEE_NEEDS, R.RAISE_NEED}
            ),
        ),
    ]
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a role card of a crisis lends besides, for the event, while somebody holds it.

    held_with: a role without which it lends nothing. No card opens routes, health, gifts or
    negotiation, and that of the media desk opens nothing (docs/decisions/0016).
    """

    code: str
    name: str | Promise
    held_with: frozenset[str]
    everywhere: frozenset[Right]


CARDS: dict[str, Card] = {
    card.code: card
    for card in [
        # What stops and what goes on; who is on the road, in which hotel and room.
        Card(
            code="card_lead",
            name=_("Role card: crisis lead"),
            held_with=frozenset({"crisis_lead"}),
            everywhere=frozenset({R.SEE_MOVEMENTS, R.SEE_MEETINGS, R.SEE_STAY}),
        ),
        # Agencies ask for places and plates.
        Card(
            code="card_liaison",
            name=_("Role card: crisis liaison"),
            held_with=frozenset({"crisis_liaison"}),
            everywhere=frozenset({R.SEE_MOVEMENTS}),
        ),
        # Where the car is to which an ambulance goes.
        Card(
            code="card_medical",
            name=_("Role card: medical"),
            held_with=frozenset({"medical"}),
            everywhere=frozenset({R.SEE_MOVEMENTS}),
        ),
    ]
}
