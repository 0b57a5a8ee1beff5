"""A blueprint stacks parts in order, once per environment where asked, and never renders half."""

from pathlib import Path

import pytest

from kafka_scaffold.blueprint.render import render
from kafka_scaffold.errors import BlueprintError
from kafka_scaffold.model.tree import Ownership
from plan_fixture import plan


PROJECT = "{{cookiecutter.project_slug}}"


@pytest.fixture
def blueprints(tmp_path, monkeypatch):
    """Return a function that writes a small msk blueprint and gives its root."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def write(manifest: str, **files: str) -> Path:
        root = tmp_path / "blueprints"
        (root / "msk").mkdir(parents=True)
        (root / "msk" / "blueprint.yaml").write_text(
            f"title: Test\nplatform: msk\n{manifest}", encoding="utf-8"
        )
        for path, content in files.items():
            part, _, name = path.partition("/")
            file = root / "_shared" / "parts" / part / PROJECT / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        return root

    return write


def texts(tree):
    """Return a tree as a mapping from path to text."""
    return {file.path: file.content.decode() for file in tree.files}


def test_templates_see_the_plan(blueprints):
    """Fields, properties and filters of the plan are at hand."""
    root = blueprints("parts: [a]\n", **{"a/x.txt": "{{ plan.answers.name | hcl }}\n"})

    assert texts(render(plan(), root=root)) == {"x.txt": f'"{plan().answers.name}"\n'}


def test_a_part_is_repeated_for_each_environment(blueprints):
    """The folder takes the environment's name, and the template sees that environment."""
    root = blueprints(
        "parts: [{use: a, each: environments}]\n",
        **{"a/env/__environment__/x": "{{ environment.environment.name }}"},
    )
    names = [e.environment.name for e in plan().environments]

    assert texts(render(plan(), root=root)) == {f"env/{name}/x": name for name in names}


def test_a_part_is_repeated_for_each_client(blueprints):
    """Path and template name the client, and the environment it belongs to."""
    root = blueprints(
        "parts: [{use: a, each: clients}]\n",
        **{"a/__environment__/__application__/__role__.__library__": "{{ client.role }}"},
    )
    texts_by_path = {
        f"{e.environment.name}/{c.application}/{c.role}.{c.library}": c.role
        for e in plan().environments
        for c in e.clients
    }

    assert len(texts_by_path) > len(plan().environments)
    assert texts(render(plan(), root=root)) == texts_by_path


def test_a_part_appears_where_an_environment_has_what_it_is_about(blueprints):
    """`where` names a field of an environment's details; where it is empty, nothing of the part is there."""
    root = blueprints(
        "parts: [{use: a, each: environments, where: connectors}, {use: b, each: environments, where: zones}]\n",
        **{"a/__environment__/a": "1\n", "b/__environment__/b": "1\n"},
    )
    names = [e.environment.name for e in plan().environments]

    assert texts(render(plan(), root=root)) == {f"{name}/b": "1\n" for name in names}


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("{use: a, each: environments, where: cheese}", "no 'cheese'"),
        ("{use: a, where: zones}", "where needs each"),
        ("{use: a, each: schemas, where: zones}", "where needs each"),
    ],
)
def test_a_wrong_where_is_an_error(blueprints, part, reason):
    """A misspelt field never leaves a part out, and `where` stands beside environments only."""
    root = blueprints(f"parts: [{part}]\n", **{"a/__environment__/a": "1\n"})

    with pytest.raises(BlueprintError, match=reason):
        render(plan(), root=root)


def test_a_template_sees_the_files_beside_it(blueprints):
    """What lists its neighbours names those of its own folder alone, from whichever part they come."""
    root = blueprints(
        "parts: [{use: a, each: environments}, {use: b, each: environments, where: connectors}, c]\n",
        **{"a/__environment__/list": "{{ siblings | join(' ') }}\n", "a/__environment__/x": "1\n"},
        **{"b/__environment__/absent": "1\n", "c/list": "{{ siblings | join(' ') }}\n"},
    )
    files = texts(render(plan(), root=root))
    names = [e.environment.name for e in plan().environments]

    assert files["list"] == "list\n"
    assert {files[f"{name}/list"] for name in names} == {"list x\n"}


@pytest.mark.parametrize(("flag", "paths"), [("express", ("x",)), ("standard", ())])
def test_a_part_appears_when_its_flag_is_set(blueprints, flag, paths):
    """`when` names a boolean the plan already holds."""
    root = blueprints(f"parts: [{{use: a, when: {flag}}}]\n", **{"a/x": "1"})

    assert render(plan(variant="express"), root=root).paths == paths


def test_a_file_in_two_parts_must_be_an_override(blueprints):
    """Silent shadowing is how shared pieces rot."""
    files = {"a/x": "1", "b/x": "2"}

    with pytest.raises(BlueprintError, match="both have"):
        render(plan(), root=blueprints("parts: [a, b]\n", **files))


def test_a_named_override_takes_the_later_part(blueprints):
    """Later layers win where the blueprint says so."""
    root = blueprints("parts: [a, b]\noverrides: [x]\n", **{"a/x": "1", "b/x": "2"})

    assert texts(render(plan(), root=root)) == {"x": "2"}


def test_ownership_verbatim_and_executable_come_from_the_manifest(blueprints):
    """Globs decide who owns a file, what is copied as it is, and what can be run."""
    root = blueprints(
        "parts: [a]\nseeded: [own/*]\nverbatim: ['*.json']\nexecutable: ['*.sh']\n",
        **{"a/own/f": "1", "a/d.json": "{{ $x }}", "a/r.sh": "#!/bin/sh\n"},
    )
    tree = render(plan(), root=root)

    assert tree["own/f"].ownership is Ownership.SEEDED
    assert tree["d.json"].content == b"{{ $x }}"
    assert tree["d.json"].ownership is Ownership.MANAGED
    assert tree["r.sh"].executable
    assert not tree["d.json"].executable


@pytest.mark.parametrize(
    ("template", "part"),
    [("a\n{{ plan.nonsense }}\n", "line 2"), ("{% if %}", "line 1"), ("{{ 1 / 0 }}", "x")],
)
def test_a_broken_template_names_part_file_and_line(blueprints, template, part):
    """The message shows the place and never the user's answers."""
    with pytest.raises(BlueprintError, match=part) as caught:
        render(plan(), root=blueprints("parts: [a]\n", **{"a/x": template}))

    assert "'a'" in caught.value.message
    assert len(caught.value.message) < 300


@pytest.mark.parametrize(
    "manifest",
    [
        "parts: []\n",
        "parts: [nowhere]\n",
        "parts: [{use: a, when: nonsense}]\n",
        "parts: [a]\nhooks: [x]\n",
        "parts: [{use: a, each: topics}]\n",
        "parts: [a]\nparts: [b]\n",
        "parts: [\n",
        "parts: !x [a]\n",
    ],
)
def test_a_wrong_manifest_is_refused(blueprints, manifest):
    """Unknown parts, flags and keys, and keys given twice, are errors before anything renders."""
    with pytest.raises(BlueprintError):
        render(plan(), root=blueprints(manifest, **{"a/x": "1", "b/y": "1"}))


def test_the_same_plan_gives_the_same_bytes(blueprints):
    """Rendering is a function of the plan."""
    root = blueprints("parts: [a]\n", **{"a/x": "{{ plan | json }}"})

    assert render(plan(), root=root) == render(plan(), root=root)
