"""Check a rendered repository in memory, before a byte of it is written."""

import posixpath
from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.model.tree import RenderedTree
from kafka_scaffold.validate.manifests import check_repository
from kafka_scaffold.validate.provider_rules import check_value, load_rules
from kafka_scaffold.validate.terraform_literals import Argument, arguments, known_names
from kafka_scaffold.validate.text_files import check_text, finding


def check_tree(tree: RenderedTree) -> tuple[Finding, ...]:
    """Return what the tools that read these files would refuse, as far as that can be told in milliseconds.

    Errors are values that a provider or a parser refuses; warnings are dead links and leftovers of templates.
    """
    texts, findings = _decode(tree)
    paths = _places(tree)
    for path, text in texts.items():
        findings.extend(check_text(path, text, paths))
    findings.extend(_check_terraform(texts))
    findings.extend(check_repository(texts))
    return tuple(findings)


def _decode(tree: RenderedTree) -> tuple[dict[str, str], list[Finding]]:
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for file in tree.files:
        if b"\0" in file.content[:1024]:
            continue
        try:
            texts[file.path] = file.content.decode()
        except UnicodeDecodeError as error:
            findings.append(finding("encoding", file.path, f"byte {error.start} is not UTF-8"))
    return texts, findings


def _places(tree: RenderedTree) -> frozenset[str]:
    """Return every file and directory of the repository."""
    places = {"."}
    for path in tree.paths:
        place = path
        while place and place not in places:
            places.add(place)
            place = posixpath.dirname(place)
    return frozenset(places)


def _check_terraform(texts: dict[str, str]) -> Iterator[Finding]:
    folders: dict[str, dict[str, str]] = {}
    for path, text in texts.items():
        if path.endswith((".tf", ".tfvars")):
            folders.setdefault(posixpath.dirname(path), {})[path] = text
    ruled = load_rules().keys()
    for files in folders.values():
        names = known_names(files)
        for path, text in files.items():
            if 'resource "' in text or 'provider "' in text:
                for argument in arguments(text, names):
                    kind = _kind(argument)
                    if kind in ruled:
                        where = f"{path}:{argument.line}"
                        yield from check_value(kind, argument.path, argument.value, where)


def _kind(argument: Argument) -> str:
    """Return the name under which rules are kept: a resource's type, or the block's with it."""
    return argument.kind if argument.block == "resource" else f"{argument.block} {argument.kind}"
