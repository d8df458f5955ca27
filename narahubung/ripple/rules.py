"""What may be taken back, and which repair may be taken."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal

CHANGED = _("It was changed again since.")


class UndoneAlready(Refusal):
    """It was taken back before."""

    says = _("This change was taken back already.")
    status = 409


class ChangedSince(Refusal):
    """A newer change stands on it."""

    says = _("The time was changed again since. Take the newer change back first.")
    status = 409


class ItHappened(Refusal):
    """What was told as done is not undone by moving plans."""

    says = _("This was told as having happened, so it is not taken back here.")
    advice = _("If it is wrong, take the status back: what followed goes back with it.")
    status = 409


class NoSuchRepair(Refusal):
    """The repair is not offered any more."""

    says = _("This repair is no longer possible as things stand now.")
    advice = _("Look at the change once more and choose another way.")
    status = 409


class TakenAlready(Refusal):
    """A repair of this wave was taken before."""

    says = _("This repair was taken already.")
    status = 409
