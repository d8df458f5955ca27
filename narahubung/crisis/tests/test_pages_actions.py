"""Plans, ways out, urgent needs and objectives through their pages: a chief and an officer."""

from typing import Any

from narahubung.crisis.models import Action, Evacuation
from narahubung.crisis.tests.test_pages import E, as_


def test_from_a_plan_to_a_delegation_in_safety(
    lia: Any, sari: Any, person: Any, event: Any, arda: Any, transport: Any
) -> None:
    officer, chief = as_(lia), as_(person("elrond", "crisis_lead", event))
    chief.post(f"{E}/incidents/report/", {"kind": "quake", "what": "The ground shook."})
    made = {"template": "shelter", "party_ids": [arda.pk]}
    assert chief.post(f"{E}/incidents/1/actions/make/", made).status_code == 302
    assert "0 of 4 confirmed" in chief.get(f"{E}/incidents/1/actions/").content.decode()

    part = Action.objects.get(party=arda)
    at = f"{E}/crisis/action/{part.pk}"
    assert "Keep the delegation together" in officer.get(f"{E}/crisis/parts/").content.decode()
    assert officer.post(f"{at}/confirm/", {"said_back": ""}).status_code == 422
    answer = officer.get(f"{at}/").context["sheet"].answers
    right = next(value for value, _word in answer if value in part.answers[0])
    said = {"answer": right, "said_back": "We stay outside and count."}
    assert officer.post(f"{at}/confirm/", said).status_code == 302
    assert officer.post(f"{at}/start/", {}).status_code == 302
    assert officer.post(f"{at}/finish/", {}).status_code == 302
    other = Action.objects.exclude(party=arda).first()
    assert other is not None
    assert officer.get(f"{E}/crisis/action/{other.pk}/").status_code == 404

    way = {"level": "shelter", "turn": 1, "rally": "Gate 3", "safe_place": "Lawn"}
    way |= {"authority": "Elrond"}
    assert chief.post(f"{E}/crisis/evacuations/{arda.pk}/plan/", way).status_code == 302
    its = f"{E}/crisis/evacuation/{Evacuation.objects.get().pk}"
    order = {"incident_id": part.plan.incident_id, "decider": "Elrond"}
    assert officer.post(f"{its}/order/", order).status_code == 404
    assert chief.post(f"{its}/order/", order).status_code == 302
    assert officer.post(f"{its}/left/", {"heads": ""}).status_code == 422
    assert officer.post(f"{its}/left/", {"heads": 2}).status_code == 302
    assert officer.post(f"{its}/arrived/", {"heads": 1}).status_code == 302
    assert "1 missing" in chief.get(f"{its}/").content.decode()

    asked = {"party_id": arda.pk, "urgent": "medical", "quantity": 1}
    assert chief.post(f"{E}/incidents/1/urgent/ask/", asked).status_code == 302
    assert "gap 1" in chief.get(f"{E}/incidents/1/urgent/").content.decode()

    aim = {"text": "all counted", "target": 4, "owner": "Sari", "minutes": 30}
    assert chief.post(f"{E}/incidents/1/steering/set/", aim).status_code == 302
    assert chief.post(f"{E}/incidents/1/steering/matrix/").status_code == 302
    page = chief.get(f"{E}/incidents/1/steering/").content.decode()
    assert "all counted" in page
    assert "Tell families" in page
