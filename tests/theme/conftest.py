from __future__ import annotations

import pytest

from tests.theme.drawing import Draw, drawer


@pytest.fixture(scope="session")
def draw() -> Draw:
    return drawer()
