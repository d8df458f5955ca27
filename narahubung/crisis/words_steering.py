"""The words of objectives and of the matrix of duties."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OBJECTIVES = {
    "open": pgettext_lazy("objective", "open"),
    "met": pgettext_lazy("objective", "met"),
    "dropped": pgettext_lazy("objective", "dropped"),
}
ANSWERS = {
    "time": _("more time"),
    "help": _("help"),
    "drop": _("drop it"),
}
PARTS = {
    "R": _("responsible"),
    "S": _("supports"),
    "I": _("informed"),
}
