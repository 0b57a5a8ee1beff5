"""What every test may ask for."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites goldens; a person reads what changed."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether goldens are rewritten in this run."""
    return bool(request.config.getoption("--update-golden"))
