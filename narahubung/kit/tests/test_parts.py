from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory

from narahubung.kit import parts


def test_rooms_above_add_to_a_page_what_they_have_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PARTS", {})
    event = SimpleNamespace(text="Nothing here", icon="car")
    parts.shown_on("trip")(lambda _request, thing: ("kit/_empty.html", event) if thing else None)
    page = engines["django"].from_string('{% load parts %}{% parts "trip" thing %}')
    request = RequestFactory().get("/")

    assert "nh-empty" in page.render({"thing": 1}, request)
    assert page.render({"thing": 0}, request).strip() == ""
