"""Which address may be listed."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal


class NotAnAddress(Refusal):
    """Only a plain https address with the name of a host."""

    says = _(
        "The address must begin with https:// and the name of a host, without name, "
        "password or port."
    )
    advice = _("For example https://www.bmkg.go.id/alerts/nowcast/id")


class ListedAlready(Refusal):
    """One address, once."""

    says = _("This address is listed already.")
    status = 409


def host_of(url: str) -> str:
    """Return the host of an address that may be asked. Raises NotAnAddress.

    A number is no name: addresses inside a network are mostly written so.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        raise NotAnAddress from None
    is_name = "." in host and host.replace("-", "").replace(".", "").isalnum() and host.isascii()
    is_number = host.rsplit(".", 1)[-1].isdigit() or ":" in host
    if parts.scheme != "https" or not is_name or is_number or parts.username or parts.password:
        raise NotAnAddress
    if port not in (None, 443) or any(sign <= " " for sign in url.strip()):
        raise NotAnAddress
    return host
