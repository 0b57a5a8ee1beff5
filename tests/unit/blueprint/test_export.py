"""Plain cookiecutter renders an exported template to the bytes and modes we render ourselves."""

import subprocess
import sys

import pytest
from cookiecutter.main import cookiecutter

from kafka_scaffold.blueprint.export import export
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.errors import TargetConflictError
from plan_fixture import plan


FILES = {
    "README.md": "# {{ plan.answers.name | md }}\n\n{% for e in plan.environments %}\n- {{ e.environment.name }}\n{% endfor %}\n",
    "run.sh": "#!/bin/sh\necho {{ plan.answers.description | shell }}\n",
    "raw.json": '{"x": "{{ $labels }}"}',
    "no-newline": "{{ plan.title }}",
    "blank": "\n\n",
    "uses.txt": "{% from 'macros.j2' import twice %}\n{{ twice('é😀') }}\n",
    ".dot": "{{ plan | json }}\n",
    "list.txt": "{{ siblings | json }}\n",
}
EACH = {
    "envs/__environment__/main.tf": "name = {{ environment.environment.name | hcl }}\n  {% if true %}\nx = 1\n  {% endif %}\n"
}


@pytest.fixture
def root(tmp_path):
    """Return the root of a blueprint with one of every kind of file."""
    base = tmp_path / "blueprints"
    project = "{{cookiecutter.project_slug}}"
    for part, files in (("plain", FILES), ("each", EACH)):
        for name, text in files.items():
            file = base / "_shared" / "parts" / part / project / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    (base / "_shared" / "parts" / "plain" / project / "x.bin").write_bytes(b"\x00{{ x }}\xff")
    (base / "_shared" / "templates").mkdir()
    (base / "_shared" / "templates" / "macros.j2").write_text(
        "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}\n", encoding="utf-8"
    )
    (base / "msk").mkdir()
    (base / "msk" / "blueprint.yaml").write_text(
        "title: Test\nplatform: msk\nparts: [plain, {use: each, each: environments}]\n"
        "verbatim: ['*.json']\nexecutable: ['*.sh']\n"
    )
    return base


def rendered(folder):
    """Return bytes and executable bit of every file below a folder."""
    return {
        f.relative_to(folder).as_posix(): (f.read_bytes(), bool(f.stat().st_mode & 0o100))
        for f in folder.rglob("*")
        if f.is_file()
    }


def ours(root):
    """Return the same of the tree rendered in memory."""
    return {f.path: (f.content, f.executable) for f in render(plan(), root=root).files}


def test_cookiecutters_own_renderer_gives_the_same_bytes(root, tmp_path, monkeypatch):
    """The format stays honest: nothing depends on our renderer."""
    monkeypatch.setenv("HOME", str(tmp_path))
    template = export(plan(), tmp_path / "template", root=root)

    made = cookiecutter(str(template), no_input=True, output_dir=str(tmp_path / "out"))

    assert len(ours(root)) == len(FILES) + 1 + len(plan().environments)
    assert rendered(tmp_path / "out" / plan().answers.name) == ours(root)
    assert made.endswith(plan().answers.name)


def test_the_cookiecutter_command_needs_nothing_of_ours(root, tmp_path):
    """A user without this tool can render what was handed out."""
    template = export(plan(), tmp_path / "template", root=root)
    command = [
        sys.executable,
        "-m",
        "cookiecutter",
        str(template),
        "--no-input",
        "-o",
        str(tmp_path),
    ]

    subprocess.run(command, check=True, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"})

    assert "kafka_scaffold" not in (template / "local_extensions.py").read_text()
    assert rendered(tmp_path / plan().answers.name) == ours(root)


def test_a_directory_with_files_is_left_alone(root, tmp_path):
    """Export writes to a new place only."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x").write_text("keep")

    with pytest.raises(TargetConflictError):
        export(plan(), tmp_path / "mine", root=root)

    assert [f.name for f in (tmp_path / "mine").iterdir()] == ["x"]
