"""What every test may ask for."""

import pytest
from hypothesis import settings


# Properties are about results; how long one takes on a busy machine is not theirs to say.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites goldens; a person reads what changed."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether goldens are rewritten in this run."""
    return bool(request.config.getoption("--update-golden"))
