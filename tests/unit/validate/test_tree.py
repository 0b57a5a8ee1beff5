"""A rendered repository is checked in memory: syntax, links, values that AWS refuses."""

import pytest

from kafka_scaffold.model.plan import Severity
from kafka_scaffold.model.tree import Ownership, RenderedFile, RenderedTree
from kafka_scaffold.validate.tree import check_tree


def tree(**files):
    """Return a tree of files; ``__`` in a name is ``/`` and ``_`` before the suffix is ``.``."""
    return RenderedTree(
        files=tuple(
            RenderedFile(path=path, content=content, part="test", ownership=Ownership.MANAGED)
            for path, content in sorted(files.items())
        )
    )


def check(path, content, **more):
    """Return (rule, where) of the findings about one file."""
    raw = content if isinstance(content, bytes) else content.encode()
    return [(f.rule, f.where) for f in check_tree(tree(**{path: raw, **more}))]


@pytest.mark.parametrize(
    ("path", "content", "rule", "line"),
    [
        pytest.param("a.yaml", "a: b\nc: [1\n", "yaml", ":3", id="yaml"),
        pytest.param("a.json", '{\n"a": }', "json", ":2", id="json"),
        pytest.param("a.properties", "acks=all\nnonsense\n", "properties", ":2", id="properties"),
        pytest.param("a.properties", "acks=all\n\nacks = 1\n", "properties", ":3", id="twice"),
        pytest.param("docs/a.md", "x\n[b](../b.md#top)\n", "link", ":2", id="dead-link"),
        pytest.param("a.txt", "x\n{{ plan.name }}", "template", ":2", id="not-rendered"),
        pytest.param("a.txt", "{% if x %}", "template", ":1", id="statement-not-rendered"),
        pytest.param("a.txt", b"\xff\xfe", "encoding", "", id="not-utf-8"),
        pytest.param(
            "t/a.tf",
            'resource "aws_kms_alias" "main" {\n  name = "clicks"\n}\n',
            "provider-rule",
            ":2",
            id="provider-rule",
        ),
        pytest.param(
            "t/a.tf",
            'provider "aws" {\n  default_tags {\n    tags = {\n      "<x>" = "y"\n    }\n  }\n}\n',
            "provider-rule",
            ":4",
            id="default-tags",
        ),
    ],
)
def test_a_broken_file_is_found(path, content, rule, line):
    """Each finding names the file and the line."""
    assert check(path, content) == [(rule, path + line)]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param("a.yaml", "---\na: &x [1]\nb: *x\n---\nc: !tag 1\n", id="any-yaml"),
        pytest.param(
            "a.properties", "# c\n! c\n\na.b = c=d\nsasl.jaas.config=x y;\n", id="properties"
        ),
        pytest.param(
            "docs/a.md", "[a](a.md) [top](../docs) [w](https://x.y/z) [h](#x)\n", id="links"
        ),
        pytest.param("a.md", "`[x](gone.md)`\n```\n[x](gone.md)\n```\n\\[x](gone.md)\n", id="code"),
        pytest.param("a.yml", "run: ${{ matrix.x }}\n", id="workflow-expression"),
        pytest.param("a.txt", "{{ 7 * 7 }}", id="a-users-braces"),
        pytest.param("logo.png", b"\x89PNG\0\xff", id="binary"),
    ],
)
def test_a_sound_file_is_left_alone(path, content):
    """Nothing is made up."""
    assert check(path, content) == []


def test_links_reach_files_and_directories():
    """A link to a file of the repository, from its own folder."""
    assert (
        check("docs/a.md", "[b](../b.md) [c](./c/)\n", **{"b.md": b"", "docs/c/d.txt": b""}) == []
    )


def test_only_dead_links_and_leftovers_are_warnings():
    """A user can write what looks like them; everything else stops a run."""
    severities = {
        f.rule: f.severity
        for f in check_tree(
            tree(**{"a.md": b"[x](y.md) {{ plan.x }}", "a.json": b"{", "b.yaml": b"["})
        )
    }

    assert severities == {
        "link": Severity.WARNING,
        "template": Severity.WARNING,
        "json": Severity.ERROR,
        "yaml": Severity.ERROR,
    }


def test_a_value_is_followed_through_the_directory():
    """The name is given in one file, used in another, and too long with the account id."""
    findings = check_tree(
        tree(
            **{
                "t/locals.tf": b'locals {\n  name = "' + b"n" * 50 + b'"\n}\n',
                "t/s3.tf": b'resource "aws_s3_bucket" "logs" {\n'
                b'  bucket = "${local.name}-${data.aws_caller_identity.current.account_id}-logs"\n}\n',
            }
        )
    )

    assert [f.where for f in findings] == ["t/s3.tf:2"]
    assert "68 characters; at most 63" in findings[0].message
