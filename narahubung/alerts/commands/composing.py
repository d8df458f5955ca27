"""Warnings of our own: an alert, its updates, its cancel, each valid CAP 1.2 before it is kept."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from narahubung.accounts.models import Event, Person
from narahubung.accounts.roles import Right
from narahubung.alerts import cap, entries
from narahubung.alerts.cap.moments import text_of
from narahubung.alerts.cap.shapes import area_of
from narahubung.alerts.chaining import chain_up_to, had
from narahubung.alerts.commands.judging import tell
from narahubung.alerts.commands.receiving import columns, mark_of, positions_of
from narahubung.alerts.concerned import who_serves
from narahubung.alerts.models import Alert, AlertState, Origin
from narahubung.alerts.presence import touched_by
from narahubung.alerts.rules import warnings as rules
from narahubung.alerts.touching import parties_in, trips_in
from narahubung.alerts.words import EXERCISE, WRONG
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.parties.models import Place
from narahubung.relays import audiences
from narahubung.relays.rules.sending import NobodyThere, NotForYou

S = AlertState


@command
def issue_alert(  # noqa: PLR0913 -- a warning is all of this at once
    *,
    headline: str,
    headline_id: str,
    description: str = "",
    description_id: str = "",
    category: str = "Safety",
    response: str = "Shelter",
    urgency: str = "Immediate",
    severity: str = "Severe",
    certainty: str = "Observed",
    holds_min: int = 120,
    place_id: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    radius_km: float = 1.0,
    area_text: str = "",
    audience: Sequence[str] = (),
    concerned: bool = True,
    named_only: bool = False,
    exercise: bool = False,
    incident: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Give out a warning; return its number.

    audience: words of `relays.audiences`; concerned: also who serves those within the circle.
    named_only: scope Private, addressed to each who gets it. incident: by what name a crisis is
    known, where the warning comes from one.
    Raises NoArea, ShapeIsWrong, IsNotValid, NotForYou, NobodyThere; Place.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        event = Event.objects.get(pk=by.here)
        _check_audience(audience, by, at)
        is_real = not (exercise or rules.is_drill())
        shape, where = _area(by, place_id, latitude, longitude, radius_km, area_text)
        info: dict[str, Any] = {
            "categories": (cap.Category(category),),
            "urgency": cap.Urgency(urgency),
            "severity": cap.Severity(severity),
            "certainty": cap.Certainty(certainty),
            "response_types": (cap.ResponseType(response),),
            "effective": _local(at, event),
            "expires": _local(at + timedelta(minutes=holds_min), event),
            "sender_name": event.name_en,
            "areas": (cap.CapArea(description=where, circles=(shape,)),),
        }
        words = {"en-US": (headline, description), "id-ID": (headline_id, description_id)}
        people = [who for who, _why in audiences.resolve(audience, event_id=event.pk, at=at)]
        if concerned:
            people += _within(info["areas"], event, at, info["expires"])
        alert = cap.Alert(
            **_head(event, at, is_real=is_real),
            **_scope(event, people, by, named_only=named_only),
            incidents=incident,
            msg_type=cap.MsgType.ALERT,
            infos=tuple(
                cap.Info(
                    language=language,
                    event=_marked(title.strip() or headline, is_real),
                    headline=_marked(title.strip() or headline, is_real),
                    description=_marked(text.strip(), is_real) if text.strip() else "",
                    **info,
                )
                for language, (title, text) in words.items()
            ),
        )
        row = _keep(event, alert, None, by=by, at=at)
        _send(row, people, record, by=by, at=at)
    return row.pk


@command
def update_alert(  # noqa: PLR0913 -- all that may be new
    *,
    alert_id: int,
    headline: str,
    headline_id: str,
    description: str = "",
    description_id: str = "",
    response: str = "Shelter",
    severity: str = "Severe",
    holds_min: int = 120,
    radius_km: float | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Say what is new, to everybody who had it and to who is within now; return its number.

    Raises NotOurs, NotInForce, ShapeIsWrong, IsNotValid; Alert.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        before = Alert.objects.for_change(by, alert_id, Right.LEAD_CRISIS)
        rules.check_can_follow(before)
        words = {"en": (headline, description), "id": (headline_id, description_id)}
        infos = tuple(
            _changed(info, words[info.language[:2]], is_real=before.is_real)
            | {
                "response_types": (cap.ResponseType(response),),
                "severity": cap.Severity(severity),
                "effective": _local(at, before.event),
                "expires": _local(at + timedelta(minutes=holds_min), before.event),
                "areas": tuple(_resized(area, radius_km) for area in info.areas),
            }
            for info in _said(before).infos
        )
        first = infos[0]
        people = had(before) + _within(first["areas"], before.event, at, first["expires"])
        row = _follow(before, cap.MsgType.UPDATE, infos, people, by=by, at=at)
        _send(row, people, record, by=by, at=at)
    return row.pk


@command
def cancel_alert(
    *, alert_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Say that it is over, or was wrong, and why, to everybody who ever had it; return its number.

    Raises NotOurs, NotInForce, NeedsAReason, IsNotValid; Alert.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        before = Alert.objects.for_change(by, alert_id, Right.LEAD_CRISIS)
        rules.check_can_follow(before)
        rules.check_reason(why)
        infos = tuple(
            vars(info)
            | {
                "response_types": (cap.ResponseType.ALL_CLEAR,),
                "urgency": cap.Urgency.PAST,
                "description": _marked(why.strip(), before.is_real),
                "instruction": "",
            }
            for info in _said(before).infos
        )
        people = had(before)
        row = _follow(before, cap.MsgType.CANCEL, infos, people, why=why.strip(), by=by, at=at)
        _send(row, people, record, by=by, at=at)
    return row.pk


def _check_audience(audience: Sequence[str], by: Actor, at: datetime) -> None:
    if not all(audiences.open_to(by, word, at) for word in audience):
        raise NotForYou


def _head(event: Event, at: datetime, *, is_real: bool) -> dict[str, Any]:
    """Return what each message of ours begins with. It is never for the public."""
    sent = _local(at, event)
    host = urlsplit(settings.CSRF_TRUSTED_ORIGINS[0]).hostname if _has_address() else None
    return {
        "identifier": f"{event.slug}.{at:%Y%m%d%H%M%S}.{secrets.token_hex(4)}",
        "sender": f"{event.slug}@{host or 'narahubung.invalid'}",
        "sent": sent,
        "sent_text": text_of(sent),
        "status": cap.Status.ACTUAL if is_real else cap.Status.EXERCISE,
        "note": "" if is_real else EXERCISE,
    }


def _scope(event: Event, people: Sequence[int], by: Actor, *, named_only: bool) -> dict[str, Any]:
    """Return for whom it is: the house, or each by the name with which he signs in.

    Raises NobodyThere.
    """
    if not named_only:
        restriction = f"Officers, drivers and desks of {event.name_en}; not for the public"
        return {"scope": cap.Scope.RESTRICTED, "restriction": restriction}
    rows = Person.objects.filter(pk__in=people).exclude(pk=by.person_id or 0)
    names = rows.order_by("username").values_list("username", flat=True)
    if not names:
        raise NobodyThere
    quoted = (f'"{name}"' if " " in name else name for name in names)
    return {"scope": cap.Scope.PRIVATE, "addresses": " ".join(quoted)}


def _within(areas: Iterable[cap.CapArea], event: Event, at: datetime, ends: datetime) -> list[int]:
    """Return who serves those within, from now until it ends, at most twelve hours."""
    area, end = area_of(*areas).area, min(ends, at + rules.LOOK_AHEAD)
    found = touched_by(area, event_id=event.pk, start=at, end=end)
    return who_serves(parties_in(found), trips_in(found), event_id=event.pk, at=at)


def _has_address() -> bool:
    return bool(getattr(settings, "CSRF_TRUSTED_ORIGINS", None))


def _follow(
    before: Alert,
    msg_type: cap.MsgType,
    infos: Sequence[dict[str, Any]],
    people: Sequence[int],
    *,
    why: str = "",
    by: Actor,
    at: datetime,
) -> Alert:
    """Keep what comes after an alert of ours: with references to all of its chain."""
    head, said = _head(before.event, at, is_real=before.is_real), _said(before)
    is_private = said.scope == cap.Scope.PRIVATE
    head |= _scope(before.event, people, by, named_only=is_private)
    if why:
        head["note"] = _marked(why, before.is_real)
    names = [
        cap.Reference(one.sender, one.identifier, one.sent_text) for one in chain_up_to(before)
    ]
    head["sender"] = before.sender  # one chain has one sender, whatever this machine is called now
    alert = cap.Alert(
        **head,
        msg_type=msg_type,
        references=tuple(names),
        incidents=said.incidents,
        infos=tuple(cap.Info(**info) for info in infos),
    )
    row = _keep(before.event, alert, before, by=by, at=at)
    before.state = (S.CANCELLED if msg_type == cap.MsgType.CANCEL else S.REPLACED).value
    before.save(update_fields=["state"])
    return row


def _keep(
    event: Event, alert: cap.Alert, before: Alert | None, *, by: Actor, at: datetime
) -> Alert:
    try:
        raw = cap.to_xml(alert).decode()
    except cap.NotValid as problem:
        raise rules.IsNotValid(why=str(problem)[:200]) from None
    return Alert.objects.create(
        event=event,
        origin=Origin.OFFICE.value,
        mark=mark_of(alert, raw),
        raw=raw,
        state=S.ISSUED.value,
        refers=before,
        received_at=at,
        by_name=by.name,
        decided_by_name=by.name,
        decided_at=at,
        **columns(alert, raw, positions_of(event)),
    )


def _send(row: Alert, people: Sequence[int], record: Any, *, by: Actor, at: datetime) -> None:
    tell(row, people, by=by, at=at)
    if row.relay_id is None and row.refers_id is None:  # a cancel stands also where nobody is left
        raise NobodyThere
    row.save(update_fields=["relay_id", "told"])
    entry = entries.AlertIssued(
        alert_id=row.pk,
        headline=row.headline,
        msg_type=row.msg_type,
        identifier=row.identifier,
        told=row.told,
        is_exercise=not row.is_real,
    )
    record(entry)


def _said(row: Alert) -> cap.Alert:
    return cap.read(row.raw.encode()).alert


def _changed(info: cap.Info, words: tuple[str, str], *, is_real: bool) -> dict[str, Any]:
    title, text = (each.strip() for each in words)
    told = dict(vars(info))
    told |= {"headline": _marked(title, is_real)} if title else {}
    return told | ({"description": _marked(text, is_real)} if text else {})


def _marked(text: str, is_real: bool) -> str:  # noqa: FBT001 -- one flag
    """Return it so that an exercise can never be read as real."""
    return text if is_real or text.startswith(EXERCISE) else f"{EXERCISE}: {text}"


def _local(moment: datetime, event: Event) -> datetime:
    return moment.replace(microsecond=0).astimezone(zone(event.zone))


def _resized(area: cap.CapArea, radius_km: float | None) -> cap.CapArea:
    if radius_km is None:
        return area
    circles = tuple(f"{one.split()[0]} {radius_km:g}" for one in area.circles)
    _check_shape(cap.CapArea(description="", circles=circles))
    return cap.CapArea(description=area.description, circles=circles)


def _area(
    by: Actor,
    place_id: int | None,
    latitude: float | None,
    longitude: float | None,
    radius_km: float,
    area_text: str,
) -> tuple[str, str]:
    """Return the circle as CAP writes it, and what people call it."""
    name = area_text.strip()
    if place_id:
        place = Place.objects.visible_to(by).get(pk=place_id)
        latitude, longitude, name = place.latitude, place.longitude, name or place.name
    if latitude is None or longitude is None:
        raise rules.NoArea
    circle = f"{latitude:.6f},{longitude:.6f} {radius_km:g}"
    _check_shape(cap.CapArea(description="", circles=(circle,)))
    return circle, name or f"{latitude:.4f}, {longitude:.4f}"


def _check_shape(area: cap.CapArea) -> None:
    for _text, why in area_of(area).refused:
        raise rules.ShapeIsWrong(why=WRONG[str(why)])
