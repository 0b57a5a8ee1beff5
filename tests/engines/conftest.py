"""What engine tests share: mock providers that stay up, and a place for rendered repositories."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import served_providers
from kafka_cluster import Cluster, compile_helpers, running_cluster


# Modules whose own fixtures take long to set up.
TOGETHER = ("test_client_settings", "test_kafka_metrics", "test_kafka_names")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests on one worker that share brokers, or what takes long to set up."""
    for item in items:
        if "kafka" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("kafka"))
        elif item.path.stem in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


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
