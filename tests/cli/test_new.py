"""``new`` writes what was planned, all of it or nothing, and says what happened."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from running import EXAMPLES, process


ANSWERS = EXAMPLES / "sandbox" / "answers.yaml"
FULL = EXAMPLES / "clickstream" / "answers.yaml"


def listing(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_new_writes_every_file_it_names(cli, tmp_path):
    """The verbs are short and aligned, and each named file is there."""
    done = cli("new", "out", "--answers", ANSWERS, "--no-input")

    assert done.code == 0, done.err
    named = {line.split()[1] for line in done.out.splitlines() if line.startswith("create ")}
    assert named == set(listing(tmp_path / "out"))
    assert {"README.md", "kafka-scaffold.yaml", "kafka-scaffold.lock.yaml"} <= named


def test_the_directory_is_named_after_the_project(cli, tmp_path):
    """Without DIRECTORY the answers' name is taken."""
    done = cli("new", "--answers", ANSWERS, "--no-input", "--set", "name=little-one")

    assert done.code == 0, done.err
    assert (tmp_path / "little-one" / "README.md").is_file()


def test_same_answers_same_bytes(cli, tmp_path):
    """Two runs, two processes with other hash seeds, one result."""
    for name, seed in (("a", "1"), ("b", "2")):
        arguments = ("new", name, "--answers", FULL, "--no-input")
        done = process(*arguments, cwd=tmp_path, env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"})
        assert done.returncode == 0, done.stderr

    assert listing(tmp_path / "a") == listing(tmp_path / "b")


def test_the_answers_of_a_repository_render_it_again(cli, tmp_path):
    """``kafka-scaffold.yaml`` holds everything, what ``--set`` laid over the file too."""
    first = ("new", "a", "--answers", ANSWERS, "--no-input", "--set", "workload.retention=5d")
    assert cli(*first).code == 0
    again = cli("new", "b", "--answers", "a/kafka-scaffold.yaml", "--no-input")

    assert again.code == 0, again.err
    assert listing(tmp_path / "a") == listing(tmp_path / "b")


def test_dry_run_writes_nothing(cli, tmp_path):
    """It names what would be created, and ``--diff`` shows the lines."""
    done = cli("new", "out", "--answers", ANSWERS, "--no-input", "--dry-run", "--diff")

    assert done.code == 0
    assert "nothing was written" in done.out
    assert "+++ b/README.md" in done.out
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_document(cli, tmp_path):
    """Files and plan in the envelope; ``--json`` never asks."""
    done = cli("new", "out", "--answers", ANSWERS, "--json")

    assert done.code == 0, done.out
    data = json.loads(done.out)["data"]
    assert data["written"] is True
    assert {file["path"] for file in data["files"]} == set(listing(tmp_path / "out"))
    assert data["plan"]["name"] == "sandbox"


@pytest.mark.parametrize("what", ["file", "folder", "repository"])
def test_an_occupied_target_is_refused_and_stays(cli, tmp_path, what):
    """Exit code 5; not a byte of it changes."""
    target = tmp_path / "out"
    if what == "file":
        target.write_text("mine")
    elif what == "folder":
        target.mkdir()
        (target / "mine.txt").write_text("mine")
    else:
        assert cli("new", "out", "--answers", ANSWERS, "--no-input").code == 0
    before = listing(tmp_path)

    done = cli("new", "out", "--answers", ANSWERS, "--no-input")

    assert done.code == 5
    assert listing(tmp_path) == before


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="needs /sys, where not even root can write")
def test_a_read_only_place_is_an_error(cli, tmp_path):
    """Clear words, nothing left behind."""
    done = cli("new", "/sys/out", "--answers", ANSWERS, "--no-input")

    assert done.code == 2
    assert "/sys/out cannot be written" in done.err
    assert not Path("/sys/out").exists()
    assert list(tmp_path.iterdir()) == []


def test_a_link_as_target_is_refused(cli, tmp_path):
    """Exit code 4: the files would land somewhere else."""
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")

    done = cli("new", "out", "--answers", ANSWERS, "--no-input")

    assert done.code == 4
    assert list((tmp_path / "real").iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path):
    """A limit on file size stands in for the full disk: the error is the same."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "from kafka_scaffold.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    command = [
        sys.executable,
        "-B",
        "-c",
        code,
        "new",
        "out",
        "--answers",
        str(ANSWERS),
        "--no-input",
    ]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path.parent / "nocache")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2, done.stderr
    assert "the disk is full" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("delay", [0.15, 0.25, 0.3, 0.35, 0.4, 0.5])
def test_a_run_that_is_stopped_leaves_all_or_nothing(tmp_path, kind, delay):
    """Whatever the moment, the target is absent or whole, and the next run succeeds."""
    command = [
        sys.executable,
        "-m",
        "kafka_scaffold",
        "new",
        "out",
        "--answers",
        str(FULL),
        "--no-input",
    ]
    options = {"cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **options) as running:
        time.sleep(delay)
        running.send_signal(kind)
        running.wait()
    target = tmp_path / "out"
    if target.exists():
        assert (target / "kafka-scaffold.lock.yaml").is_file()
        return
    again = process("new", "out", "--answers", FULL, "--no-input", cwd=tmp_path)

    assert again.returncode == 0, again.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


BROKEN = {
    "unknown key": ("workload.retension=3d", 2, "did you mean"),
    "wrong unit": ("workload.retention=3", 2, "unit"),
    "contradiction": ("workload.hot_retention=9000d", 2, "hot_retention"),
    "unknown region": ("cloud.region=eu-west-9", 2, "region"),
    "impossible budget": ("goals.budget=1 USD/month", 3, "budget"),
    "too much": ("workload.write.peak=900 GB/s", 3, "brokers"),
}


@pytest.mark.parametrize(("change", "code", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_answers_are_one_screen_of_clear_errors(cli, tmp_path, change, code, words):
    """The exit code is the designed one, the culprit is named, nothing is written."""
    done = cli("new", "out", "--answers", FULL, "--no-input", "--set", change)

    assert done.code == code, done.err
    assert words in done.err
    assert len(done.err.splitlines()) <= 24
    assert list(tmp_path.iterdir()) == []


def test_when_nothing_fits_every_size_is_there_as_data(cli):
    """People get a line for each variant, programs each size with its reason and no size that fits."""
    done = cli("plan", FULL, "--set", "goals.budget=1 USD/month", "--json")

    assert done.code == 3
    document = json.loads(done.out)
    assert len(document["errors"][0]["details"]) == 3
    assert len(document["data"]["candidates"]) == 23
    assert not any(candidate["fits"] for candidate in document["data"]["candidates"])
    assert all(candidate["reason"] for candidate in document["data"]["candidates"])


def test_a_variant_that_was_asked_for_and_does_not_fit_says_its_own_reasons(cli):
    """Not those of the others."""
    done = cli("plan", FULL, "--set", "variant=serverless")

    assert done.code == 3
    assert "encryption_key own is not offered" in done.err
    assert "standard" not in done.err
