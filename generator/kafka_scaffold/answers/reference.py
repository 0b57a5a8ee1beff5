"""The reference page of answers, written from the question table."""

from collections.abc import Iterator

from kafka_scaffold.answers.question import Fixed, Question
from kafka_scaffold.answers.questions import TREE, Node


_INTRO = """\
# Answers

<!-- Generated from the question table by scripts/gen_docs.py; edit the table instead. -->

An answers file is YAML. Everything that is not required has a default, which the tables below state.
`kafka-scaffold schema` prints the same as JSON Schema ([answers.schema.json](answers.schema.json)), for editors.

The least there can be:

```yaml
version: 1
name: web-events
cloud: {region: eu-west-1}
workload:
  write: {average: 20 MB/s, peak: 60 MB/s}
```

- Sizes: `B`, `KB`, `MB`, `GB`, `TB` are powers of 1000, `KiB`, `MiB`, `GiB`, `TiB` of 1024. A rate adds `/s`: `20 MB/s`.
- Durations: `ms`, `s`, `m` (or `min`), `h`, `d`, `w`.
- Shares are written in percent, money as `15000 USD/month`.
- `[]` in a key stands for a place in a list, `*` for a name of your own.
- `--set key.path=value` replaces an answer: `--set workload.write.peak="80 MB/s"`, `--set topics[0].share=60%`,
  `--set topics.page-views.share=60%`; `--set goals.budget=null` takes it back to its default.
- Answers hold no secrets; the repository says where those go.
"""


def reference() -> str:
    """Return the page as Markdown."""
    sections = [_INTRO, _table([c.question for c in TREE.children.values() if c.question])]
    for node in TREE.children.values():
        if not node.question:
            sections.append(_section(node))
    return "\n".join(sections)


def _section(node: Node) -> str:
    what = node.what
    lines = [f"## {node.path}\n"]
    if what:
        lines.append(f"{what.help}\n")
        if what.names:
            lines.append(f"At most {what.most:,}. Each is named by {what.names.words}.\n")
        if what.default:
            lines.append(f"Default: {what.default.words}.\n")
        if what.when:
            lines.append(f"Only {what.when.words}.\n")
    notes = list(_notes(node))
    if notes:
        lines.append("\n".join(notes) + "\n")
    lines.append(_table(list(node.leaves())))
    return "\n".join(lines)


def _notes(node: Node) -> Iterator[str]:
    """Yield what is said of the groups below, the ones with alternatives foremost."""
    for child in node.children.values():
        group = child.group
        if group and group.path != node.path and not (node.many and child is node.many):
            alternatives = (
                f" Either {' or '.join(f'`{k}`' for k in group.one_of)}." if group.one_of else ""
            )
            yield f"- `{group.path}`: {group.help}{alternatives}"
        yield from _notes(child)


def _table(questions: list[Question]) -> str:
    rows = ["| Key | Value | Default | Meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([*rows, *(_row(question) for question in questions)]) + "\n"


def _row(question: Question) -> str:
    default = question.default
    words = default.words if default else "**required**"
    if isinstance(default, Fixed) and default.plain is None:
        words = "–"
    parts = [question.prompt + ".", question.help]
    if question.when:
        parts.append(f"Only {question.when.words}.")
    if question.kind.later:
        later = ", ".join(f"`{word}`" for word in question.kind.later)
        parts.append(f"Not supported yet: {later}.")
    value = question.kind.words + (f" ({question.kind.notes})" if question.kind.notes else "")
    return f"| `{question.path}` | {value} | {words} | {' '.join(parts)} |"
