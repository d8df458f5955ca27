"""Six officers and the one who sends; shared by the tests of messages."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def six(person: Any, event: Any) -> list[Any]:
    """Six people at the gate who may be written to."""
    return [person(f"gate{n}", "gate", event) for n in range(1, 7)]


@pytest.fixture
def look_and_send() -> Callable[..., Any]:
    """Look at what a form would send, then send it: look_and_send(client, path, told)."""

    def post(client: Any, path: str, told: dict[str, Any], **more: Any) -> Any:
        looked = client.post(path, told).context["looked"]
        return client.post(path, {**told, **more, "looked": looked, "go": "yes"})

    return post
