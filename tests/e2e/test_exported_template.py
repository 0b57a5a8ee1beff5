"""Every example's blueprint, exported, is rendered to the same bytes by cookiecutter itself."""

from pathlib import Path

import pytest
from cookiecutter.main import cookiecutter

import strimzi_fixture
from kafka_scaffold.blueprint.export import export
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import Plan
from scenarios import examples, planned


@pytest.mark.parametrize("example", examples())
def test_cookiecutter_renders_the_same_repository(example, tmp_path):
    """Files, bytes and executable bits."""
    assert_same(planned(example).plan, tmp_path)


def test_manifests_are_rendered_the_same(tmp_path):
    """Files that list their neighbours, and parts that only some environments have, need nothing of ours."""
    assert_same(strimzi_fixture.plan(), tmp_path)


def assert_same(plan: Plan, tmp_path: Path) -> None:
    """Assert that cookiecutter and we render a plan to the same files, bytes and modes."""
    template = export(plan, tmp_path / "template")
    out = cookiecutter(
        str(template), no_input=True, output_dir=str(tmp_path / "out"), default_config=True
    )

    ours = {file.path: (file.content, file.executable) for file in render(plan).files}
    theirs = {
        path.relative_to(out).as_posix(): (path.read_bytes(), bool(path.stat().st_mode & 0o100))
        for path in Path(out).rglob("*")
        if path.is_file()
    }
    assert theirs.keys() == ours.keys()
    assert theirs == ours
