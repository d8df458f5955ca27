"""What a supplier may say of the one part whose link he holds."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal


class NoReason(Refusal):
    """Somebody else must be found: why, says where to look."""

    says = _("Write why you cannot do it. Somebody else will then be asked.")


class WhoReceivedIt(Refusal):
    """A delivery without a name cannot be shown to anybody."""

    says = _("Write the name of who received it.")


class OnTheWayAlready(Refusal):
    """A second tap."""

    says = _("You said already that you are on the way.")
    status = 409
