"""What is done with a need from its page or from the queue: one address per move."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.needs import answer_forms as forms
from narahubung.needs import commands
from narahubung.needs.models import Need, NeedCost, NeedPart
from narahubung.needs.pages.shared import back, checked

# move -> command, form, what the words of the form are called by the command, what is said then
MOVES: dict[str, tuple[Callable[..., Any], type[django_forms.Form], str, Promise]] = {
    "accept": (commands.accept, forms.AcceptForm, "", _("Accepted.")),
    "name": (commands.name_person, forms.NameForm, "", _("Named.")),
    "promise": (commands.promise, forms.PromiseForm, "", _("Promised.")),
    "begin": (commands.begin_work, forms.NothingForm, "", _("In progress.")),
    "ask-back": (commands.ask_back, forms.WordsForm, "question", _("The question is on its way.")),
    "reply": (commands.reply, forms.WordsForm, "text", _("Your reply is on its way.")),
    "fulfil": (commands.fulfil, forms.MaybeWordsForm, "words", _("Done, to be confirmed.")),
    "confirm": (commands.confirm, forms.NothingForm, "", _("Confirmed.")),
    "reopen": (commands.reopen, forms.WordsForm, "why", _("Open again.")),
    "reject": (commands.reject, forms.RefuseForm, "", _("Your answer is on its way.")),
    "withdraw": (commands.withdraw, forms.MaybeWordsForm, "why", _("Withdrawn.")),
    "take-back": (commands.take_back, forms.NothingForm, "", _("Taken back.")),
}


@require_POST
@guard(Right.ANSWER_NEED, Right.RAISE_NEED, writes=True)
def make(request: MemberRequest, need_id: int, move: str) -> HttpResponse:
    """Make one move."""
    row = _row(request, need_id)
    act, shape, words, says = MOVES[move]
    asked = checked(shape(request.POST)).cleaned_data
    if words:
        asked = {words: asked["words"]}
    once(act, request, need_id=row.pk, **asked)
    return back(request, row.pk, str(says))


@require_POST
@guard(Right.ANSWER_NEED, Right.RAISE_NEED, writes=True)
def give(request: MemberRequest, need_id: int, move: str) -> HttpResponse:
    """Pass it on to another department, or decide who does it."""
    row = _row(request, need_id)
    asked = checked(forms.PassOnForm(request.POST, by=request.by)).cleaned_data
    act = commands.route if move == "route" else commands.pass_on
    once(act, request, need_id=row.pk, department_id=asked["department"].pk, why=asked["why"])
    return back(request, row.pk, str(_("Passed on.")))


@require_POST
@guard(Right.ANSWER_NEED, Right.RAISE_NEED, writes=True)
def add_part(request: MemberRequest, need_id: int) -> HttpResponse:
    """Give a part to a supplier."""
    row = _row(request, need_id)
    asked = checked(forms.PartForm(request.POST, by=request.by)).cleaned_data
    department = asked.pop("department")
    once(
        commands.give_part,
        request,
        need_id=row.pk,
        department_id=department.pk if department else None,
        **asked,
    )
    return back(request, row.pk, str(_("Given to the supplier.")))


@require_POST
@guard(Right.ANSWER_NEED, Right.RAISE_NEED, writes=True)
def move_part(request: MemberRequest, need_id: int, part_id: int, move: str) -> HttpResponse:
    """Promise, deliver or drop a part."""
    row = _row(request, need_id)
    part = NeedPart.objects.visible_to(request.by).get(pk=part_id, need=row)
    if move == "promise":
        until = checked(forms.UntilForm(request.POST)).cleaned_data["until"]
        once(commands.promise_part, request, part_id=part.pk, until=until)
        return back(request, row.pk, str(_("Promised.")))
    act, says = {
        "deliver": (commands.deliver_part, _("Fulfilled.")),
        "drop": (commands.drop_part, _("Taken from the supplier.")),
    }[move]
    once(act, request, part_id=part.pk)
    return back(request, row.pk, str(says))


@require_POST
@guard(Right.ANSWER_NEED, Right.RAISE_NEED, writes=True)
def prove(request: MemberRequest, need_id: int) -> HttpResponse:
    """Put proof to it: place, note, who signed, photo, drawn signature."""
    row = _row(request, need_id)
    asked = checked(forms.ProofForm(request.POST, request.FILES)).cleaned_data
    files = [file for name in ("photo", "signature") if (file := asked.pop(name))]
    once(
        commands.prove,
        request,
        need_id=row.pk,
        part_id=asked.pop("part"),
        files=files,
        **asked,
    )
    return back(request, row.pk, str(_("The proof is on record.")))


@require_POST
@guard(Right.ANSWER_NEED, Right.DO_DUTIES, writes=True)
def write_cost(request: MemberRequest, need_id: int) -> HttpResponse:
    """Write a charge."""
    row = _row(request, need_id)
    asked = checked(forms.CostForm(request.POST)).cleaned_data
    once(commands.write_cost, request, need_id=row.pk, **asked)
    return back(request, row.pk, str(_("The charge is on record.")))


@require_POST
@guard(Right.ANSWER_NEED, Right.DO_DUTIES, writes=True)
def strike_cost(request: MemberRequest, need_id: int, cost_id: int) -> HttpResponse:
    """Strike out a charge."""
    row = _row(request, need_id)
    cost = NeedCost.objects.visible_to(request.by).get(pk=cost_id, need=row)
    once(commands.strike_cost, request, cost_id=cost.pk)
    return back(request, row.pk, str(_("Struck out.")))


def _row(request: MemberRequest, need_id: int) -> Need:
    row: Need = Need.objects.visible_to(request.by).get(pk=need_id)
    return row
