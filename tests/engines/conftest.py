"""What engine tests share: mock providers that stay up, and a place for rendered repositories."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import HERE, SCHEMAS, engines_python


@pytest.fixture(scope="session")
def mock_providers() -> Iterator[str]:
    """Serve every schema from one process; return ``TF_REATTACH_PROVIDERS``, which spares its start-ups."""
    addresses = [
        f"registry.terraform.io/hashicorp/{s.stem}={s}" for s in sorted(SCHEMAS.glob("*.json"))
    ]
    with subprocess.Popen(
        [engines_python(), "-m", "mock_provider", *addresses],
        env={**os.environ, "PYTHONPATH": str(HERE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.communicate(timeout=10)


@pytest.fixture(scope="session")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that rendered repositories are written to."""
    return tmp_path_factory.mktemp("repositories")
