"""What engine tests share: mock providers that stay up, and a place for rendered repositories."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import HERE, SCHEMAS, engines_python
from kafka_cluster import Cluster, compile_helpers, running_cluster


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


@pytest.fixture(scope="session")
def kafka_classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the compiled Java helpers."""
    return compile_helpers(tmp_path_factory.mktemp("classes"))


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory, kafka_classes: Path) -> Iterator[Cluster]:
    """Run three brokers for the session."""
    with running_cluster(tmp_path_factory.mktemp("kafka"), kafka_classes) as cluster:
        yield cluster
