"""Police escorts (Patwal) asked for a trip, and where they must be when."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import pgettext_lazy

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import Scoped, seen_by
from narahubung.movements.models import EscortUnit, Trip
from narahubung.parties.models import Department, Place

M = TypeVar("M", bound=models.Model)


class ForDesks(Scoped[M]):
    """Rows that two desks work on: the one of the cars and the one of the escort."""

    def visible_to(self, by: Actor, right: str = "") -> Self:
        """Return the rows of one's parties, and those that one's desk has to do with."""
        model: Any = self.model
        wanted = right or model.right
        return self.filter(
            seen_by(by, wanted, party=model.party_path, department="car_desk_id")
            | seen_by(by, wanted, party="", department="escort_desk_id")
        )


class Grade(models.TextChoices):
    """How high the guest is: it decides the escort and the order of cars."""

    VVIP = "VVIP", "VVIP"
    VIP = "VIP", "VIP"


class RequestState(models.TextChoices):
    """Where a request for an escort stands."""

    ASKED = "asked", pgettext_lazy("escort", "asked")
    APPROVED = "approved", pgettext_lazy("escort", "approved")
    REFUSED = "refused", pgettext_lazy("escort", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("escort", "withdrawn")


OPEN_REQUESTS = (RequestState.ASKED.value, RequestState.APPROVED.value)


class EscortRequest(models.Model):
    """One request for a police escort of one trip.

    escort: the unit that comes, known with the approval. number: of the police's order.
    approved_for: the start that was approved, None until then; a delay within the tolerance keeps
    the approval. car_desk, escort_desk: the departments whose desks work on it.
    """

    right: ClassVar[str] = Right.SEE_ROUTES
    party_path: ClassVar[str] = "trip__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="escort_requests")
    escort = models.ForeignKey(EscortUnit, models.SET_NULL, related_name="+", null=True)
    car_desk = models.ForeignKey(Department, models.SET_NULL, related_name="+", null=True)
    escort_desk = models.ForeignKey(Department, models.SET_NULL, related_name="+", null=True)
    grade = models.CharField(max_length=4, choices=Grade, default=Grade.VVIP.value)
    motorcycles = models.PositiveSmallIntegerField(default=0)
    lead_cars = models.PositiveSmallIntegerField(default=0)
    rear_cars = models.PositiveSmallIntegerField(default=0)
    call_sign = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED.value)
    approved_for = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = ForDesks.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trip"],
                condition=models.Q(state__in=("asked", "approved")),
                name="one_open_escort_request_of_a_trip",
            )
        ]
        indexes = [models.Index(fields=["event", "state", "starts_at"], name="escort_event_state")]

    def __str__(self) -> str:
        return f"escort request {self.pk} {self.state}"


class EscortPoint(models.Model):
    """Where the escort must be when, in order: the first is where the cars form up."""

    right: ClassVar[str] = Right.SEE_ROUTES
    party_path: ClassVar[str] = "request__trip__party_id"
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    request = models.ForeignKey(EscortRequest, models.CASCADE, related_name="points")
    order = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    name = models.CharField(max_length=120, blank=True)  # a point that is no place of the event
    due_at = models.DateTimeField()

    objects = Scoped.as_manager()

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=["request", "order"], name="escort_points_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.due_at:%H:%M}"

    def label(self) -> str:
        """Return where it is."""
        return self.name or (self.place.name if self.place else "")
