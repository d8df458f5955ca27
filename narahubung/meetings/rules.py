"""What may be done about a meeting."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal


class NothingNew(Refusal):
    """What was asked is what stands."""

    says = _("The meeting is at this time already. Nothing was changed.")


class NotHeld(Refusal):
    """It was declined or cancelled, or has no time yet."""

    says = _("This meeting has no time that could be moved.")
    status = 409
