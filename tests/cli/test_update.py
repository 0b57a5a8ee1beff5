"""``update`` renders a repository again from its own answers and takes nothing from its owners."""

import json
from pathlib import Path

import pytest

from kafka_scaffold.model.tree import ANSWERS_FILE
from kafka_scaffold.project.lock import LOCK_FILE, read_lock
from running import EXAMPLES


ANSWERS = EXAMPLES / "payments" / "answers.yaml"


@pytest.fixture
def repository(cli, tmp_path) -> Path:
    """Return a generated repository."""
    assert cli("new", "repo", "--answers", ANSWERS, "--no-input").code == 0
    return tmp_path / "repo"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_without_a_change_nothing_is_touched(cli, repository):
    """Not even a modification time."""
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if path.is_file()}

    done = cli("update", "repo")

    assert done.code == 0, done.err
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_an_edit_of_the_answers_reaches_the_files(cli, repository):
    """Also when a flag changes the answers further; both stay in the file."""
    answers = repository / ANSWERS_FILE
    answers.write_text(
        answers.read_text().replace("name: payments\n", "name: payments # ours\n", 1)
    )

    done = cli("update", "repo", "--set", "monitoring.log_retention=60d")

    assert done.code == 0, done.err
    assert "60d" in answers.read_text()
    assert "update     terraform/environments/prod/logging.tf" in done.out
    assert cli("update", "repo").out.count("update ") == 0


def test_what_an_update_makes_is_what_new_makes(cli, repository, tmp_path):
    """An updated repository and a fresh one from the same answers are the same bytes."""
    assert cli("update", "repo", "--set", "monitoring.log_retention=60d").code == 0
    fresh = ("new", "fresh", "--answers", f"repo/{ANSWERS_FILE}", "--no-input")
    assert cli(*fresh).code == 0

    assert contents(repository) == contents(tmp_path / "fresh")


def test_an_edited_managed_file_stops_it(cli, repository):
    """It is named, exit code 5, and not a byte changes."""
    (repository / "README.md").write_text("mine")
    before = contents(repository)

    done = cli("update", "repo", "--set", "monitoring.log_retention=60d")

    assert done.code == 5
    assert "README.md" in done.err
    assert contents(repository) == before


def test_seeded_and_own_files_stay(cli, repository):
    """Variables belong to the user from the first day, and so does every file we never wrote."""
    variables = repository / "terraform" / "environments" / "prod" / "terraform.tfvars"
    variables.write_text("# mine\n")
    (repository / "notes.txt").write_text("mine")

    assert cli("update", "repo", "--set", "monitoring.log_retention=60d").code == 0

    assert variables.read_text() == "# mine\n"
    assert (repository / "notes.txt").read_text() == "mine"


def test_files_that_are_no_longer_rendered_go_unless_somebody_edited_them(cli, repository):
    """An environment that is taken out leaves nothing behind but edits."""
    lock = read_lock(repository)
    assert lock is not None
    gone = [path for path in lock.files if path.startswith("terraform/environments/test/")]
    edited = repository / "terraform" / "environments" / "test" / "kms.tf"
    assert gone
    edited.write_text("mine")
    answers = repository / ANSWERS_FILE
    lines = [line for line in answers.read_text().splitlines() if not line.startswith("  test:")]
    answers.write_text("\n".join(lines) + "\n")

    done = cli("update", "repo")

    assert done.code == 0, done.err
    left = [path for path in contents(repository) if path.startswith("terraform/environments/test")]
    assert sorted(left) == [
        "terraform/environments/test/kms.tf",
        "terraform/environments/test/terraform.tfvars",
    ]
    assert edited.read_text() == "mine"


def test_a_lock_that_names_foreign_files_removes_nothing(cli, repository, tmp_path):
    """A lock file may come from anyone; nothing outside the repository is touched."""
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    (repository / "link").symlink_to(tmp_path)
    lock = repository / LOCK_FILE
    blob = "82c8d0a1a5e0e5a4fb5bd3b4d2d2bb6a6a1ea1f1"
    lines = lock.read_text()
    for path in ("../outside.txt", "link/outside.txt", str(outside)):
        lines += f'  {json.dumps(path)}: {{git: "{blob}", part: "x", owner: managed}}\n'
    from kafka_scaffold.project.lock import blob_id

    lock.write_text(lines.replace(blob, blob_id(b"mine")))

    assert cli("update", "repo", "--set", "monitoring.log_retention=60d").code == 0
    assert outside.read_text() == "mine"


def test_a_dry_run_shows_the_difference_and_writes_nothing(cli, repository):
    """The lines that would change, and only those files."""
    before = contents(repository)

    done = cli("update", "repo", "--set", "monitoring.log_retention=60d", "--dry-run", "--diff")

    assert done.code == 0
    assert "nothing was written" in done.out
    assert "+++ b/terraform/environments/prod/logging.tf" in done.out
    assert contents(repository) == before


def test_a_directory_that_is_not_ours_is_refused(cli, tmp_path):
    """Without a lock file there is nothing to update."""
    (tmp_path / "other").mkdir()

    done = cli("update", "other")

    assert done.code == 2
    assert LOCK_FILE in done.err


def test_the_shell_is_told_when_its_directory_was_replaced(cli, repository, monkeypatch):
    """The swap that makes writing atomic leaves a shell in the old directory."""
    monkeypatch.chdir(repository)
    done = cli("update", "--set", "monitoring.log_retention=60d")

    assert done.code == 0, done.err
    assert "cd ." in done.out
