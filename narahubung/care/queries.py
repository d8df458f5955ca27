"""What to avoid and what help a member needs. The medical note is for medical staff alone."""

from dataclasses import dataclass

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member


@dataclass(frozen=True, kw_only=True)
class CareLine:
    """One member. known: "recorded", "none" (somebody asked and there is none) or "unknown".

    avoid: diet and allergy as recorded; help: accessibility. medical_note is None where this
    person may not read it; "" where there is none.
    """

    member_id: int
    name: str
    role: str
    known: str
    diet: str
    allergy: str
    help: str
    medical_note: str | None

    @property
    def avoid(self) -> str:
        """Return allergy and diet in one line, what can kill first."""
        return "; ".join(part for part in (self.allergy, self.diet) if part)


def care_of(*, by: Actor, party_id: int) -> list[CareLine]:
    """Return every member of a party with what is known, those with something first.

    The sealed medical note is not even read without SEE_MEDICAL. One query.
    """
    medical = by.may_for(Right.SEE_MEDICAL, party_id) or "house" in by.roles
    rows = Member.objects.visible_to(by, Right.SEE_CARE).filter(party_id=party_id)
    rows = rows.select_related("care").order_by("pk")
    if not medical:
        rows = rows.defer("care__medical_note")
    lines = [_line(row, medical=medical) for row in rows]
    return sorted(lines, key=lambda line: ("recorded", "unknown", "none").index(line.known))


def _line(row: Member, *, medical: bool) -> CareLine:
    care = getattr(row, "care", None)
    diet, allergy, help_, note = "", "", "", None
    if care is not None:
        diet, allergy, help_ = care.diet, care.allergy, care.accessibility
        note = care.medical_note if medical else None
    something = any((diet, allergy, help_, note))
    known = "recorded" if something else "none" if care and care.none_known else "unknown"
    return CareLine(
        member_id=row.pk,
        name=row.full_name,
        role=row.role,
        known=known,
        diet=diet,
        allergy=allergy,
        help=help_,
        medical_note=("" if note is None else note) if medical else None,
    )
