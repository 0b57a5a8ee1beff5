"""Images of the repository are Strimzi's own with pinned plugins, and run as nobody."""

import re
import subprocess
from dataclasses import replace

import pytest

from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.sizing.platforms.strimzi.details import StrimziDetails
from strimzi_fixture import plan


STORES = {"eks": "s3", "gke": "gcs", "aks": "azure"}


def images(decided: Plan) -> dict[str, str]:
    """Return the files below images as text by path."""
    files = {file.path: file.content.decode() for file in render(decided).files}
    return {
        path.removeprefix("images/"): text
        for path, text in files.items()
        if path.startswith("images/")
    }


def without(decided: Plan, *parts: str) -> Plan:
    """Return the plan with parts left out."""
    environments = tuple(
        replace(e, details=replace(e.details, **dict.fromkeys(parts))) for e in decided.environments
    )
    flags = tuple((name, on and name not in parts) for name, on in decided.flags)
    return replace(decided, environments=environments, flags=flags)


def details(decided: Plan) -> StrimziDetails:
    """Return the details of the environment that has everything."""
    found = decided.primary.details
    assert isinstance(found, StrimziDetails)
    return found


@pytest.mark.parametrize(
    ("left_out", "folders"),
    [
        ((), {"kafka", "connect"}),
        (("tiered",), {"connect"}),
        (("connect",), {"kafka"}),
        (("tiered", "connect"), set()),
    ],
)
def test_an_image_is_there_when_something_runs_it(left_out, folders):
    """What nothing needs is not built, and the page names what is."""
    files = images(without(plan(), *left_out))

    assert {path.split("/")[0] for path in files if "/" in path} == folders
    assert ("README.md" in files) is bool(folders)
    for folder in folders:
        assert f" images/{folder}\n" in files["README.md"]


@pytest.mark.parametrize("kubernetes", STORES)
def test_images_stand_on_strimzis_and_run_as_its_user(kubernetes):
    """Both stages are the release that the operator runs, and the last user is not root."""
    decided = plan(kubernetes)
    for path, text in images(decided).items():
        if not path.endswith("Dockerfile"):
            continue
        base = "quay.io/strimzi/kafka:${STRIMZI_VERSION}-kafka-${KAFKA_VERSION}"
        assert [line.split()[1] for line in text.splitlines() if line.startswith("FROM")] == [
            base,
            base,
        ]
        assert f"ARG STRIMZI_VERSION={details(decided).strimzi_version.value}\n" in text
        assert f"ARG KAFKA_VERSION={details(decided).kafka_version.value}\n" in text
        assert text.rstrip().splitlines()[-1] == "USER 1001"


@pytest.mark.parametrize(("kubernetes", "store"), STORES.items())
def test_the_plugin_is_where_the_class_path_looks(kubernetes, store):
    """Folders that the image makes are those that brokers read."""
    decided = plan(kubernetes)
    text = images(decided)["kafka/Dockerfile"]
    tiered = details(decided).tiered
    assert tiered
    (target,) = re.findall(r"^COPY --from=plugin .* (/\S+)/$", text, re.MULTILINE)

    assert tiered.class_path == f"{target}/core/*:{target}/{store}/*"
    assert f"ARG PLUGIN_VERSION={tiered.plugin_version.value}\n" in text
    assert text.count(f"for part in core {store};") == 2


def test_every_plugin_is_fetched_and_unpacked():
    """Each archive of the plan is downloaded over TLS and ends in a folder of its own."""
    decided = plan()
    text = images(decided)["connect/Dockerfile"]
    connect = details(decided).connect
    assert connect
    for name, address, _ in connect.artifacts:
        assert f"--remote-name {address}\n" in text
        assert re.search(rf"mkdir -p /plugins/{name} && \\\n +.*{address.split('/')[-1]}", text)
    assert text.count("--proto '=https'") == len(connect.artifacts)


@pytest.mark.parametrize(
    ("archive", "command"),
    [
        ("a-1.zip", "unzip -q a-1.zip"),
        ("a-1.jar", "cp a-1.jar"),
        ("a-1.tar.gz", "--file a-1.tar.gz"),
    ],
)
def test_archives_are_unpacked_by_their_names(archive, command):
    """Makers of plugins do not agree on a format."""
    decided = plan()
    found = details(decided)
    assert found.connect
    connect = replace(found.connect, artifacts=(("a", f"https://example.com/{archive}", "1"),))
    environments = tuple(
        replace(e, details=replace(e.details, connect=connect)) if e is decided.primary else e
        for e in decided.environments
    )

    assert command in images(replace(decided, environments=environments))["connect/Dockerfile"]


def test_known_archives_are_held_to_what_they_were():
    """The sum of an archive that was fetched once is there from the start; builds stop at another one."""
    decided = plan()
    found = details(decided)
    assert found.connect
    name = "debezium-connector-postgres-3.6.1.Final-plugin.tar.gz"
    connect = replace(found.connect, artifacts=(("a", f"https://example.com/{name}", "3.6.1"),))
    environments = tuple(
        replace(e, details=replace(e.details, connect=connect)) if e is decided.primary else e
        for e in decided.environments
    )
    files = images(replace(decided, environments=environments))

    assert re.search(rf"^[0-9a-f]{{64}}  {re.escape(name)}$", files["connect/checksums.txt"], re.M)
    assert "sha256sum --check --strict checksums.txt" in files["connect/Dockerfile"]


def test_commands_of_dockerfiles_are_shell():
    """Each RUN parses."""
    checked = 0
    for path, text in images(plan()).items():
        if path.endswith("Dockerfile"):
            joined = text.replace("\\\n", "")
            for command in re.findall(r"^RUN (.*)$", joined, re.MULTILINE):
                done = subprocess.run(["bash", "-n"], input=command, text=True, check=False)
                assert done.returncode == 0, command
                checked += 1

    assert checked > 5
