"""What is refused of the ICS forms."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal


class PeriodBackwards(Refusal):
    """It ends before it begins."""

    says = _("The operational period ends before it begins.")


class NobodyCame(Refusal):
    """A line of the check-in list without anybody."""

    says = _("Who reports here? Write the name of the person or of the resource.")


class IsHere(Refusal):
    """They were checked in."""

    says = _("{name} is here already.")
    status = 409


class IsNotHere(Refusal):
    """They have not come yet, or have gone."""

    says = _("{name} is not here.")
    status = 409


class MessageIsEmpty(Refusal):
    """To nobody, about nothing, without a word."""

    says = _("A message needs whom it goes to, a subject and the message.")


class IsApproved(Refusal):
    """What was approved stands."""

    says = _("Message {number} is approved and stands as it is.")
    advice = _("Write another one.")
    status = 409


class NotApproved(Refusal):
    """A reply to what was never sent."""

    says = _("Message {number} is not approved yet.")
    status = 409


class HasAReply(Refusal):
    """One reply on a form."""

    says = _("Message {number} has its reply already.")
    advice = _("Write another message for what is new.")
    status = 409


def check_period(begins: datetime | None, ends: datetime | None) -> None:
    """Raise PeriodBackwards."""
    if begins and ends and ends <= begins:
        raise PeriodBackwards
