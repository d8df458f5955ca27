"""Six officers and the one who sends; shared by the tests of messages."""

from typing import Any

import pytest


@pytest.fixture
def six(person: Any, event: Any) -> list[Any]:
    """Six people at the gate who may be written to."""
    return [person(f"gate{n}", "gate", event) for n in range(1, 7)]
