"""Who may listen to the register of a party, to moods, and to the book of a desk."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor
from narahubung.needs.models import NeedProof
from narahubung.parties.models import Department, Party

watchable_name("register", right=Right.SEE_REGISTER)
watchable_name("pulse", right=Right.SEE_REGISTER)
watchable_name("wishes", right=Right.GRANT_LIMIT)
watchable_name("wishes", right=Right.SEE_REGISTER)


@watchable("register")
def registers(by: Actor, ids: set[int]) -> set[int]:
    """The register of each party for which he may see it."""
    rows = Party.objects.visible_to(by, Right.SEE_REGISTER).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


@watchable("proof")
def proofs(by: Actor, ids: set[int]) -> set[int]:
    """The proofs of each need he may see."""
    return set(NeedProof.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))


@watchable("book")
def books(by: Actor, ids: set[int]) -> set[int]:
    """The book of each desk at which he works."""
    rows = Department.objects.visible_to(by).filter(pk__in=ids)
    return {pk for pk in rows.values_list("pk", flat=True) if by.may_at(Right.ANSWER_NEED, pk)}
