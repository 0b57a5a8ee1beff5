"""Terraform and the linters read hostile text from answers as text: nothing is interpolated, nothing breaks out."""

import pytest
import yaml
from harness import TERRAFORMS, options

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError
from kafka_scaffold.ops.inputs import AnswersText
from kafka_scaffold.ops.new import rendered
from kafka_scaffold.ops.plan import plan
from kafka_scaffold.validate.engines import verify
from scenarios import TODAY, answers_file


pytestmark = pytest.mark.engine
EXAMPLE = "payments"
HOSTILE = (
    '"',
    "'\"'\"' \\",
    '${file("/etc/passwd")}',
    "$${x} %{if true} %%{ for x in y }",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "${{ secrets.X }}",
    "$(id) `id` ; rm -rf . && id | id > x",
    "*/ /* // -- --> <!-- <script>",
    "[x](javascript:x) ![x](http://x) | a | ``` ***",
    "key: value # comment",
    "- !!python/object:os.system &a *a",
    "EOT",
    '}\nresource "x" "y" {\n',
    "日本 é 😀",
)
ENGINES = (
    "terraform fmt",
    "terraform validate",
    "yamllint",
    "actionlint",
    "check-jsonschema",
    "shellcheck",
)


def repository(text):
    """Return the example with the text in its free-text answers, or ``None`` when the answers refuse it."""
    data = yaml.safe_load(answers_file(EXAMPLE).read_text())
    data["description"] = text
    try:
        return rendered(
            plan(AnswersText(text=yaml_io.dump(data), name="answers.yaml"), today=TODAY)
        )
    except AnswersError as error:
        assert any(problem.path == "description" for problem in error.problems)
        return None


def test_engines_read_hostile_text_as_text(tmp_path, mock_providers):
    """Formatting, validation and syntax hold in both versions of Terraform, with every accepted text at once."""
    accepted = [text for text in HOSTILE if repository(text) is not None]
    tree = repository(" ".join(accepted))
    assert tree is not None
    for file in tree.files:
        place = tmp_path / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)

    for version in TERRAFORMS:
        only = ENGINES if version == "oldest" else ENGINES[:2]
        report = verify(
            tmp_path, options=options(version, *only, TF_REATTACH_PROVIDERS=mock_providers)
        )
        assert [
            (r.engine, r.where, r.findings or r.output)
            for r in report.results
            if r.outcome != "passed"
        ] == []


def test_most_hostile_text_is_accepted():
    """Refusing everything would prove nothing above."""
    assert sum(repository(text) is not None for text in HOSTILE) >= len(HOSTILE) // 2
