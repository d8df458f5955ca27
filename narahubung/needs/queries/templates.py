"""What helps to ask in ten seconds: the usual requests, and what a sentence seems to ask for."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count
from django.utils.translation import get_language

from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.needs import suggesting
from narahubung.needs.models import Direction, Need, NeedState, Priority
from narahubung.parties.models import Department, Member, Party, Place
from narahubung.plans.suggesting import Asked, Suggester

TAUGHT_BY = 1000  # an event's newest fulfilled requests; older ones say no more than they do
AGAIN_AFTER = 20  # so many more fulfilled requests, and it learns anew


@dataclass(frozen=True, kw_only=True)
class UsualRequest:
    """One tap: what it fills the form with. department_id None: this event has none for it."""

    code: str
    icon: str
    name: str
    text: str
    department_id: int | None
    urgency: str
    category: str

    @property
    def initial(self) -> dict[str, object]:
        """Return what the form begins with, where no script fills it."""
        return {
            "text": self.text,
            "department": self.department_id,
            "priority": self.urgency,
            "category": self.category,
            "template": self.code,
        }


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What a sentence seems to ask for. department_id None: not sure. saw: the words it was in."""

    department_id: int | None
    department: str
    urgency: str
    urgency_word: str
    due_at: datetime | None
    saw: tuple[str, ...]


def usual_requests(*, by: Actor) -> list[UsualRequest]:
    """Return the usual requests in the language in force, for this event's desks. One query."""
    language = "id" if (get_language() or "").startswith("id") else "en"
    by_kind = {suggesting.kind_of(row): row for row in Department.objects.visible_to(by)}
    return [
        UsualRequest(
            code=one["code"],
            icon=one["icon"],
            name=one["name"][language],
            text=one["text"][language],
            department_id=by_kind[one["kind"]].pk if one["kind"] in by_kind else None,
            urgency=one["urgency"],
            category=one["category"],
        )
        for one in suggesting.usual()
    ]


def suggestion(*, by: Actor, at: datetime, text: str) -> Suggestion:
    """Return a proposal for a sentence, to be confirmed. Four queries, more when it learns anew."""
    event = Event.objects.only("zone").get(pk=by.here)
    proposal = _suggester(by.here).propose(text, at=at.astimezone(zone(event.zone)))
    department = (
        Department.objects.visible_to(by).filter(code=proposal.department).first()
        if proposal.department
        else None
    )
    return Suggestion(
        department_id=department.pk if department else None,
        department=department.name if department else "",
        urgency=proposal.urgency,
        urgency_word=str(Priority(proposal.urgency).label) if proposal.urgency else "",
        due_at=proposal.due_at,
        saw=proposal.saw,
    )


def _suggester(event_id: int) -> Suggester:
    """Return what the event taught so far: by all its requests, for what it says tells of none."""
    done = Need.objects.filter(event_id=event_id, state=NeedState.DONE).exclude(department=None)
    done = done.filter(direction=Direction.TO_HOST)
    departments = Department.objects.filter(event_id=event_id).aggregate(many=Count("pk"))["many"]
    return _taught(event_id, done.count() // AGAIN_AFTER, departments)


@lru_cache(maxsize=8)
def _taught(event_id: int, _portion: int, _departments: int) -> Suggester:
    departments = list(Department.objects.filter(event_id=event_id))
    done = Need.objects.filter(event_id=event_id, state=NeedState.DONE).exclude(department=None)
    rows = done.filter(direction=Direction.TO_HOST).order_by("-pk")[:TAUGHT_BY]
    asked = [
        Asked(text=text, department=code, urgency=urgency)
        for text, code, urgency in rows.values_list("text", "department__code", "priority")
    ]
    return Suggester(
        asked=asked, lexicon=suggesting.lexicon_for(departments), hidden=_names(event_id)
    )


def _names(event_id: int) -> set[str]:
    parties = Party.objects.filter(event_id=event_id).values_list("name_en", "name_id", "code")
    members = Member.objects.filter(event_id=event_id).values_list("full_name", flat=True)
    places = Place.objects.filter(event_id=event_id).values_list("name", flat=True)
    return {*(name for names in parties for name in names), *members, *places} - {""}
