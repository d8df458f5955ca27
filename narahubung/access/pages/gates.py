"""Gates: the live counts, one gate's phone, its signed list, what passed, the report of a day."""

import io
import re
from datetime import UTC, date, datetime
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from PIL import Image

from narahubung.access import commands, keys
from narahubung.access.forms import Scan
from narahubung.access.listing import gate_list
from narahubung.access.models import Gate
from narahubung.access.queries import gates as queries
from narahubung.access.queries import people
from narahubung.access.queries.pass_backs import open_pass_backs
from narahubung.access.signing import packed
from narahubung.access.words import COLOURS, REASONS
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.files import path_of
from narahubung.kit.web import done, show
from narahubung.kit.zones import zone

FACE = (240, 300)
_FACE = re.compile(r"[0-9a-f]{16}")


@require_GET
@guard(Right.KEEP_GATE)
def gates(request: MemberRequest) -> HttpResponse:
    """Who is inside which zone now, and the gates."""
    after = last_entry_id()
    return show(
        request,
        "access/gates",
        counts=queries.counts(by=request.by, at=request.at),
        gates=queries.gates(by=request.by, at=request.at),
        may_see=request.by.may(Right.SEE_ACCESS),
        twice=open_pass_backs(by=request.by),
        live_topics=["passages"],
        live_after=after,
    )


@require_GET
@guard(Right.KEEP_GATE)
def gate(request: MemberRequest, gate_id: int) -> HttpResponse:
    """The phone of one gate."""
    after = last_entry_id()
    return show(
        request,
        "access/gate",
        gate=queries.gate(gate_id=gate_id, by=request.by, at=request.at),
        person=request.by.person_id,
        public={name: key.raw.hex() for name, key in keys.by_id().items()},
        reasons={code: str(words) for code, words in REASONS.items()},
        colours={code: str(words) for code, words in COLOURS.items()},
        live_topics=["gates", f"gate:{gate_id}"],
        live_after=after,
    )


@require_GET
@guard(Right.KEEP_GATE)
def told(request: MemberRequest, gate_id: int) -> HttpResponse:
    """Give a phone the gate's signed list, or only a new stamp for the one it has (`have`)."""
    row = Gate.objects.visible_to(request.by).select_related("zone").get(pk=gate_id)
    known = gate_list(row, request.event, request.at)
    answer = JsonResponse(
        packed(known, keys.current(), have=request.GET.get("have", "")),
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@guard(Right.KEEP_GATE)
def face(request: MemberRequest, gate_id: int, face: str) -> HttpResponse:
    """Send a small picture of somebody on the gate's list."""
    digest = ""
    if _FACE.fullmatch(face):
        digest = people.face_at_gate(gate_id=gate_id, face=face, by=request.by)
    if not digest or not path_of(digest).exists():
        raise Http404
    with Image.open(path_of(digest)) as picture:
        small = picture.convert("RGB")
        small.thumbnail(FACE)
        out = io.BytesIO()
        small.save(out, "JPEG", quality=75)
    answer = HttpResponse(out.getvalue(), content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@guard(Right.KEEP_GATE, writes=True)
def pass_gate(request: MemberRequest, gate_id: int) -> HttpResponse:
    """Note one scan. A phone without a network brings it later, with the moment of the scan."""
    Gate.objects.visible_to(request.by).get(pk=gate_id)
    form = Scan(request.POST)
    if not form.is_valid():
        return HttpResponse(_("This scan could not be read."), status=422)
    said: dict[str, Any] = dict(form.cleaned_data)
    made = said.pop("list_at")
    said["list_at"] = datetime.fromtimestamp(made, UTC) if made else None
    row = once(commands.pass_gate, request, gate_id=gate_id, **said)
    colour, _colon, reason = row.judged.partition(":") if row else ("", "", "")
    says = _("Noted.")
    if row and row.admitted and colour == "red" and not row.supervisor:
        says = _("Noted, but the server says: {reason} Tell the supervisor.").format(
            reason=REASONS.get(reason, reason)
        )
    to: dict[str, Any] = {"slug": request.event.slug, "gate_id": gate_id}
    return done(request, "access:gate", topic=f"gate:{gate_id}", says=says, **to)


@require_GET
@guard(Right.SEE_ACCESS)
def passages(request: MemberRequest) -> HttpResponse:
    """Return what passed, the last first: everything, or of one's own delegations."""
    after = last_entry_id()
    return show(
        request,
        "access/passages",
        passages=queries.passages(by=request.by, at=request.at),
        live_topics=["passages"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_ACCESS)
def day(request: MemberRequest) -> HttpResponse:
    """Report of one day; officers who passed outside their duty stand on top."""
    today = request.at.astimezone(zone(request.event.zone)).date()
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = today
    return show(
        request,
        "access/day",
        report=queries.report_of_the_day(on=on, by=request.by, at=request.at),
    )
