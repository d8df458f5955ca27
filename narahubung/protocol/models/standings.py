"""What a person is, by which rule sets rank them: what the list of parties does not tell."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from narahubung.accounts.roles import Right
from narahubung.kit.scoping import Scoped
from narahubung.parties.models import Member, Party


class HostPart(models.TextChoices):
    """Who hosts, who did before and who will after."""

    NO = "", _("none of these")
    NOW = "now", pgettext_lazy("of a summit", "host")
    NEXT = "next", _("next host")
    PREVIOUS = "previous", _("previous host")


class Standing(models.Model):
    """Of the head of a party (party, no member), of another member, or of somebody of the host.

    position: a code of positions.yaml. level: as Party.head_category. since: the day of taking
    office. stands_in_for: whose place stays empty; never decides a rank. goes_with: whose place
    this person follows. name_fr: by which the French alphabet sorts. requested: number of the
    request to speak. A field left empty of a party's head is told by the list.
    """

    right: ClassVar[str] = Right.SEE_PLACES
    party_path: ClassVar[str] = ""
    event = models.ForeignKey("accounts.Event", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.CASCADE, related_name="standings", null=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", null=True)
    name = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=40, blank=True)
    institution = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True)
    since_sure = models.BooleanField(default=True)
    host = models.CharField(max_length=8, choices=HostPart, blank=True)
    stands_in_for = models.CharField(max_length=200, blank=True)
    goes_with = models.ForeignKey("self", models.SET_NULL, related_name="+", null=True)
    name_fr = models.CharField(max_length=200, blank=True)
    requested = models.IntegerField(null=True)
    source = models.CharField(max_length=200, blank=True)

    objects = Scoped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"],
                condition=models.Q(member=None, name=""),
                name="one_standing_of_a_head",
            )
        ]

    def __str__(self) -> str:
        return self.name or (self.party.head_name if self.party else "")

    @property
    def is_of_head(self) -> bool:
        """Tell whether it says more of the head of a party, and nobody else."""
        return self.party_id is not None and self.member_id is None and not self.name
