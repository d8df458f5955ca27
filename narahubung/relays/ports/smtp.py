"""E-mail by the organiser's own mail server.

settings: host, port, security ("starttls", "tls" or "none"), user, sender. secret: the password.
"""

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.kit import exercise
from narahubung.relays.ports.letter import Doubt, Later, Letter, Refused, Stumbled
from narahubung.relays.ports.wire import ANSWER_S, CONNECT_S, cut_after, must_have

GO_ON = 354
UNAVAILABLE = 421  # the server says good-bye; any other 4xx is about this letter
TALK_S = 8.0  # all that comes before the hand-over
_LEADING_DOT = re.compile(rb"(?m)^\.")


def send(
    letter: Letter,
    settings: Mapping[str, Any],
    secret: str,
    *,
    time_left: Callable[[], float],
) -> str:
    """Hand the letter to the mail server. Raises the troubles of `ports.letter`."""
    try:
        server = _reach(settings)
    except (OSError, smtplib.SMTPException) as problem:
        raise Later(f"not reached: {problem}") from problem
    try:
        with cut_after(server.sock, TALK_S):
            _greet(server, settings, secret)
            _address(server, str(settings["sender"]), letter.to)
        must_have(time_left)
        with cut_after(server.sock, ANSWER_S) as cut:
            _hand_over(server, _mail(letter, str(settings["sender"])), cut.is_set)
    finally:
        server.close()  # without a QUIT: a server that hangs there would hold us up
    return ""


def _reach(settings: Mapping[str, Any]) -> smtplib.SMTP:
    host, port = str(settings["host"]), int(settings["port"])
    if settings.get("security") == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=CONNECT_S, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=CONNECT_S)


def _greet(server: smtplib.SMTP, settings: Mapping[str, Any], secret: str) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        if settings.get("security") == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.get("user"):
            server.login(str(settings["user"]), secret)
    except (OSError, smtplib.SMTPException) as problem:
        raise Later(f"the server does not let us in: {problem}") from problem


def _address(server: smtplib.SMTP, sender: str, to: str) -> None:
    try:
        code, said = server.mail(sender)
        if code >= 400:
            raise Later(f"sender not taken: {_said(code, said)}")
        code, said = server.rcpt(to)
    except (OSError, smtplib.SMTPException) as problem:
        raise Later(f"cut while it was addressed: {problem}") from problem
    if code == UNAVAILABLE:
        raise Later(_said(code, said))
    if code >= 500:
        raise Refused(_said(code, said))
    if code >= 400:
        raise Stumbled(_said(code, said))


def _hand_over(server: smtplib.SMTP, mail: bytes, was_cut: Callable[[], bool]) -> None:
    try:
        code, said = server.docmd("DATA")
    except (OSError, smtplib.SMTPException) as problem:  # not a word of it was handed over yet
        raise Later(f"cut before the letter: {problem}") from problem
    if code != GO_ON:
        raise Later(_said(code, said))
    try:
        server.send(_LEADING_DOT.sub(b"..", mail) + b"\r\n.\r\n")
        code, said = server.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        if was_cut() or isinstance(problem, TimeoutError):
            raise Later("no answer in time") from problem
        raise Doubt(f"cut before the answer: {problem}") from problem
    if code == UNAVAILABLE:
        raise Later(_said(code, said))
    if code >= 400:
        raise Stumbled(_said(code, said))


def _mail(letter: Letter, sender: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender, letter.to
    with override(letter.language):
        mail["Subject"] = exercise.marked(_("Narahubung: new word for you"))
    mail["Message-ID"] = f"<{letter.message_id}@{sender.rpartition('@')[2] or 'narahubung'}>"
    mail["Auto-Submitted"] = "auto-generated"
    if letter.urgent:
        mail["X-Priority"] = "1"
    mail.set_content(f"{letter.text}\n\n{letter.link}\n")
    return mail.as_bytes().rstrip(b"\r\n")


def _said(code: int, said: bytes) -> str:
    return f"{code} {said.decode(errors='replace')}"[:200]
