"""What engine tests share: mock providers that stay up, and a place for rendered repositories."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import served_providers
from kafka_cluster import Cluster, compile_helpers, running_cluster


@pytest.fixture(scope="session")
def mock_providers() -> Iterator[str]:
    """Serve every schema from one process; return ``TF_REATTACH_PROVIDERS``, which spares its start-ups."""
    with served_providers() as reattach:
        yield reattach


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
