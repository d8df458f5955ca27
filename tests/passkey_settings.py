"""The settings of a server to which a passkey may be brought over plain http, on localhost only."""

from narahubung.config.settings import *  # noqa: F403

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
