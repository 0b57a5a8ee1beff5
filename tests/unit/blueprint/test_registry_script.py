"""The script that registers schemas, against a registry that answers as Confluent's API says."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from kafka_scaffold.model.tree import RenderedTree
from scenarios import repository


EXAMPLE = "orders-gke"
pytestmark = pytest.mark.skipif(
    "CI" not in os.environ and not all(shutil.which(tool) for tool in ("bash", "curl", "jq")),
    reason="the script needs bash, curl and jq; where CI is set their absence fails",
)


@dataclass
class Registry:
    """Subjects with their versions, how they must fit, and which schemas are refused."""

    versions: dict[str, list[str]] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    broken: bool = False
    address: str = ""

    def post(self, path: str, body: dict[str, str]) -> tuple[int, object]:
        """Answer a check or a registration."""
        _, _, kind, *rest = ["", *path.split("/")]
        subject = unquote(rest[0] if kind == "subjects" else rest[1])
        if self.broken:
            return 500, {"error_code": 50001, "message": "out of order"}
        if kind == "compatibility":
            if subject not in self.versions:
                return 404, {"error_code": 40401, "message": "no such subject"}
            fits = subject not in self.refused
            return 200, {"is_compatible": fits, "messages": [] if fits else ["a field is gone"]}
        known = self.versions.setdefault(subject, [])
        if body["schema"] not in known:
            known.append(body["schema"])
        return 200, {"id": known.index(body["schema"]) + 1}


@pytest.fixture
def registry() -> Iterator[Registry]:
    """Yield a registry that listens on a free port of this machine."""
    state = Registry()

    class Handler(BaseHTTPRequestHandler):
        def reply(self, status: int, answer: object) -> None:
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def body(self) -> dict[str, str]:
            return dict(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def do_POST(self) -> None:
            self.reply(*state.post(self.path, self.body()))

        def do_PUT(self) -> None:
            subject = unquote(self.path.removeprefix("/config/"))
            state.levels[subject] = self.body()["compatibility"]
            self.reply(200, {"compatibility": state.levels[subject]})

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the rendered script, its list and the schemas."""
    return written(repository(EXAMPLE), tmp_path)


def written(tree: RenderedTree, folder: Path) -> Path:
    """Write what the script reads."""
    for file in tree.files:
        if file.path.startswith(("registry/", "schemas/")):
            place = folder / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
    return folder


def run(folder: Path, *arguments: str, address: str = "") -> subprocess.CompletedProcess[str]:
    """Run the script."""
    return subprocess.run(
        ["bash", "registry/register.sh", *arguments],
        cwd=folder,
        env=os.environ | {"REGISTRY": address},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_declared_schema_is_registered_with_its_level(registry, folder):
    """One subject per topic that was asked for, named as serializers look for it."""
    done = run(folder, "--apply", "prod", address=registry.address)

    assert done.returncode == 0, done.stderr
    topics = ("orders.placed", "orders.paid", "deliveries", "customers")
    assert set(registry.versions) == {f"{topic}-value" for topic in topics}
    assert set(registry.levels.values()) == {"BACKWARD"}
    stored = json.loads(registry.versions["customers-value"][0])
    assert stored == json.loads((folder / "schemas" / "customers.avsc").read_text())


def test_running_it_again_changes_nothing(registry, folder):
    """What is registered is found again."""
    run(folder, "--apply", "prod", address=registry.address)
    before = {name: list(found) for name, found in registry.versions.items()}
    done = run(folder, "--apply", "prod", address=registry.address)

    assert (done.returncode, registry.versions) == (0, before)


def test_nothing_is_registered_when_one_does_not_fit(registry, folder):
    """Half of a change would be worse than none; the reason is said."""
    registry.versions["deliveries-value"] = ["{}"]
    registry.refused.add("deliveries-value")
    done = run(folder, "--apply", "prod", address=registry.address)

    assert done.returncode == 2
    assert "a field is gone" in done.stdout
    assert list(registry.versions) == ["deliveries-value"]
    assert registry.levels == {}


def test_a_check_only_asks(registry, folder):
    """Exit 0 when all fit, 1 when one does not; nothing is stored."""
    assert run(folder, "--check", "prod", address=registry.address).returncode == 0
    registry.versions["customers-value"] = ["{}"]
    registry.refused.add("customers-value")

    assert run(folder, "--check", "prod", address=registry.address).returncode == 1
    assert registry.versions == {"customers-value": ["{}"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("--apply", "nowhere"), "there is no environment nowhere", id="environment"),
        pytest.param(("--apply",), "ENVIRONMENT", id="usage"),
        pytest.param(("--drop", "prod"), "ENVIRONMENT", id="option"),
    ],
)
def test_what_it_cannot_do_is_said(registry, folder, arguments, said):
    """Exit 2, with the way to use it."""
    done = run(folder, *arguments, address=registry.address)

    assert (done.returncode, said in done.stderr) == (2, True)
    assert registry.versions == {}


def test_a_registry_that_fails_is_no_success(registry, folder):
    """Its answer is shown."""
    registry.broken = True
    done = run(folder, "--apply", "prod", address=registry.address)

    assert done.returncode == 2
    assert "out of order" in done.stderr


def test_a_registry_that_is_away_is_no_success(folder):
    """Nothing listens on port 9 of this machine."""
    done = run(folder, "--check", "prod", address="http://127.0.0.1:9")

    assert done.returncode == 2
    assert "does not answer" in done.stderr
