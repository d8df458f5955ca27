"""Who may listen to drills, lessons, reviews and exercises."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor
from narahubung.learning.models import Drill, Lesson, Review

watchable_name("lessons", right=Right.SEE_CRISIS)
watchable_name("reviews", right=Right.SEE_CRISIS)
watchable_name("exercises", right=Right.SEE_CRISIS)
watchable_name("competence", right=Right.SEE_SKILLS)


@watchable("drill")
def drills(by: Actor, ids: set[int]) -> set[int]:
    """Those he may see."""
    return set(Drill.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))


@watchable("lesson")
def lessons(by: Actor, ids: set[int]) -> set[int]:
    """Those he may see."""
    return set(Lesson.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))


@watchable("review")
def reviews(by: Actor, ids: set[int]) -> set[int]:
    """Those he may see."""
    return set(Review.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
