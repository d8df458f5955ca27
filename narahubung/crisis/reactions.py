"""What follows of itself: cards are dealt when a crisis begins, asked for when one gives up."""

import logging
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from narahubung.crisis import commands
from narahubung.crisis.entries import (
    CardGivenBack,
    CrisisBegun,
    CrisisEnded,
    CrisisTakenBack,
    HeadsCounted,
    IncidentGraded,
    IncidentReported,
    ReportHandedOut,
)
from narahubung.crisis.models import Fate, Head, HeadState, Incident, IncidentState
from narahubung.journal.reacting import Happened, on
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal
from narahubung.kit.said import in_both
from narahubung.relays import commands as relays
from narahubung.relays.rules.quieting import goes_through

log = logging.getLogger(__name__)
goes_through("crisis.")


@on(CrisisBegun, urgent=True)
def deal(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Deal the cards."""
    entry = happened.entry
    assert isinstance(entry, CrisisBegun)  # noqa: S101
    if not _is_on(entry.incident_id):
        return
    house = the_house("reaction", event_id=happened.event_id)
    commands.deal_cards(incident_id=entry.incident_id, by=house, at=at, key=key)


@on(CrisisBegun, urgent=True)
def count_everybody(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Begin the roll call."""
    entry = happened.entry
    assert isinstance(entry, CrisisBegun)  # noqa: S101
    if not _is_on(entry.incident_id):
        return
    house = the_house("reaction", event_id=happened.event_id)
    commands.begin_roll(incident_id=entry.incident_id, by=house, at=at, key=key)


@on(CrisisBegun, CrisisTakenBack, CrisisEnded, urgent=True)
def mute(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Let ordinary messages wait while any incident of the event is a crisis.

    By how it stands now, not by what happened: in whatever order it is told, the last one is right.
    """
    house = the_house("reaction", event_id=happened.event_id)
    if Incident.objects.filter(event_id=house.here, state=IncidentState.CRISIS).exists():
        relays.begin_quiet(why=in_both(lambda: _("crisis mode")), by=house, at=at, key=key)
    else:
        relays.end_quiet(by=house, at=at, key=key)


@on(CrisisBegun, urgent=True)
def draft_the_first_report(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Draft it from what is known already."""
    entry = happened.entry
    assert isinstance(entry, CrisisBegun)  # noqa: S101
    house = the_house("reaction", event_id=happened.event_id)
    try:
        commands.draft_report(incident_id=entry.incident_id, by=house, at=at, key=key)
    except Refusal as refusal:  # taken back meanwhile, or a draft waits from before
        log.info("incident %s: %s", entry.incident_id, refusal.code)


@on(CardGivenBack)
def ask_the_others(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Ask all others who may hold it."""
    entry = happened.entry
    assert isinstance(entry, CardGivenBack)  # noqa: S101
    house = the_house("reaction", event_id=happened.event_id)
    try:
        commands.pass_card_on(
            card_id=entry.card_id, without=entry.person_id, by=house, at=at, key=key
        )
    except Refusal as refusal:
        log.info("card %s: %s", entry.card_id, refusal.code)


@on(IncidentReported, IncidentGraded)
def propose_whom_to_tell(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Propose which authorities must be told, and let their clocks run."""
    entry = happened.entry
    assert isinstance(entry, IncidentReported | IncidentGraded)  # noqa: S101
    house = the_house("reaction", event_id=happened.event_id)
    try:
        commands.propose_notices(incident_id=entry.incident_id, by=house, at=at, key=key)
    except Refusal as refusal:  # nobody, or all stand there
        log.info("incident %s: %s", entry.incident_id, refusal.code)


@on(ReportHandedOut)
def announce(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Tell its readers that it is there."""
    entry = happened.entry
    assert isinstance(entry, ReportHandedOut)  # noqa: S101
    house = the_house("reaction", event_id=happened.event_id)
    commands.announce_report(sending_id=entry.sending_id, by=house, at=at, key=key)


def _is_on(incident_id: int) -> bool:
    """Tell whether it is a crisis still: it may have been taken back before we came to it."""
    return Incident.objects.filter(pk=incident_id, state=IncidentState.CRISIS).exists()


@on(HeadsCounted)
def take_up_who_is_hurt(happened: Happened, *, at: datetime, key: UUID) -> None:
    """Take up that family and embassy of who is hurt must be told."""
    entry = happened.entry
    assert isinstance(entry, HeadsCounted)  # noqa: S101
    if entry.state not in {HeadState.INJURED, HeadState.HOSPITAL}:
        return
    rows = Head.objects.filter(roll__incident_id=entry.incident_id, party_id=entry.party_id)
    hurt = rows.filter(state=entry.state, roll__over_at=None)
    known = Fate.objects.filter(incident_id=entry.incident_id).values("member_id")
    house = the_house("reaction", event_id=happened.event_id)
    for head_id in hurt.exclude(member_id__in=known).values_list("pk", flat=True):
        commands.open_fate(head_id=head_id, by=house, at=at, key=uuid5(key, str(head_id)))
