"""The lists in force, to read."""

from django.http import HttpResponse

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.duties import words
from narahubung.duties.lists import lists, told
from narahubung.kit.templatetags.times import day_text
from narahubung.kit.web import show


@guard(Right.SEE_EVENT)
def procedures(request: MemberRequest) -> HttpResponse:
    """Show the lists in force, to read."""
    found = [
        {
            "letter": one.letter,
            "title": told(one.title),
            "version": one.version,
            "since": day_text(one.effective_on, short=True, year=True),
            "source": one.source,
            "steps": [
                {
                    "code": each.code,
                    "text": told(each.text),
                    "hint": told(each.hint),
                    "critical": each.critical,
                    "role": words.role_word(each.role),
                    "department": "" if each.department == "officer" else each.department,
                    "looks": 1 + len(each.recheck),
                    "proof": told(each.evidence.of),
                    "facts": [words.fact_word(fact) for fact in each.invalidated_by],
                    "when_needed": each.when_needed,
                }
                for each in one.steps
            ],
        }
        for one in lists()
    ]
    return show(request, "duties/procedures", lists=found, slug=request.event.slug)
