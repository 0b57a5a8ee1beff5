"""What a repository says of one environment on Confluent Cloud: its roots of Terraform, and what its answers ask for."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError
from kafka_scaffold.model.plan import Finding, Severity
from kafka_scaffold.validate.confluent_policy.resolve import instances, mentions, names_of
from kafka_scaffold.validate.manifests import ANSWERS, protected_environments
from kafka_scaffold.validate.terraform_blocks import Block, Expression, read


_SOURCE = re.compile(r'^\s*source\s*=\s*"(\.\.?/[^"]*)"', re.MULTILINE)
VARIANTS = ("basic", "standard", "enterprise", "freight", "dedicated")
_CONFLUENT = re.compile(r'^\s*(?:resource|data|provider)\s+"?confluent', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One resource, or one item of its ``for_each``; ``keyed_by`` is what its items come from, written out."""

    block: Block
    item: str
    keyed_by: str

    @property
    def type(self) -> str:
        """Return its type."""
        return self.block.type

    @property
    def label(self) -> str:
        """Return how Terraform names it."""
        return f"{self.block.type}.{self.block.name}{self.item}"

    def get(self, *path: str) -> Any:
        """Return an argument; all but the last name are of blocks, the first of each type."""
        block = self.inner(*path[:-1])
        return block.arguments.get(path[-1]) if block else None

    def inner(self, *path: str) -> Block | None:
        """Return the block that a path of types leads to."""
        block: Block | None = self.block
        for kind in path:
            block = block.inner(kind) if block else None
        return block


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the repository's answers say; a repository without answers asks for nothing."""

    private: bool = False
    cidrs: bool = False
    uptime: str = ""
    survive_zone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One environment; ``places`` are its directories."""

    name: str
    places: tuple[str, ...]
    protected: bool
    asked: Asked
    resources: tuple[Resource, ...]
    blocks: tuple[Block, ...]  # everything else, as it is written

    def of(self, *types: str) -> tuple[Resource, ...]:
        """Return the resources of some types."""
        return tuple(r for r in self.resources if r.type in types)

    def outermost(self, kind: str) -> tuple[Block, ...]:
        """Return the blocks of a kind that are no resources."""
        return tuple(b for b in self.blocks if b.kind == kind)

    @property
    def variants(self) -> frozenset[str]:
        """Return the cluster types of the environment; none where no cluster is made."""
        return frozenset(v for c in self.of("confluent_kafka_cluster") if (v := variant_of(c)))


def variant_of(cluster: Resource) -> str:
    """Return a cluster's type, or nothing where it names none."""
    return next((name for name in VARIANTS if name in cluster.block.blocks), "")


def views(texts: Mapping[str, str]) -> tuple[tuple[View, ...], tuple[Finding, ...]]:
    """Return the environments with Confluent's resources, and the files that are no HCL.

    The directories of one name make one environment: what is made in one root is judged with what another says of it.

    Args:
        texts: The repository's files by path.
    """
    folders: dict[str, dict[str, str]] = {}
    for path, text in texts.items():
        if path.endswith((".tf", ".tfvars")):
            folders.setdefault(posixpath.dirname(path), {})[path] = text
    environments = _environments(folders)
    protected, asked = protected_environments(texts), _asked(texts)
    found: list[View] = []
    broken: list[Finding] = []
    for name, places in environments.items():
        resources: list[Resource] = []
        blocks: list[Block] = []
        for place in places:
            parsed = _parsed(folders[place], broken)
            given = _given(folders[place], broken)
            resources += _resources(parsed, given)
            blocks += [block for block in parsed if block.kind != "resource"]
        found.append(
            View(
                name=name,
                places=tuple(places),
                protected=name in protected,
                asked=asked,
                resources=tuple(resources),
                blocks=tuple(blocks),
            )
        )
    return tuple(found), tuple(broken)


def _environments(folders: Mapping[str, Mapping[str, str]]) -> Mapping[str, list[str]]:
    """Return the directories with Confluent's resources by environment; a module is its callers'."""
    callers: dict[str, set[str]] = {}
    for folder, files in folders.items():
        for source in (s for text in files.values() for s in _SOURCE.findall(text)):
            callers.setdefault(posixpath.normpath(posixpath.join(folder, source)), set()).add(
                folder
            )
    found: dict[str, list[str]] = {}
    for folder, files in sorted(folders.items()):
        if any(map(_is_confluent, files.values())):
            for root in sorted(_roots(folder, callers, frozenset())):
                found.setdefault(posixpath.basename(root), []).append(folder)
    return found


def _roots(folder: str, callers: Mapping[str, set[str]], seen: frozenset[str]) -> set[str]:
    """Return the directories that Terraform is run in to get to one; a module that calls itself has none."""
    above = callers.get(folder, set()) - seen
    if not callers.get(folder):
        return {folder}
    return {root for caller in above for root in _roots(caller, callers, seen | {folder})}


def _is_confluent(text: str) -> bool:
    return bool(_CONFLUENT.search(text))


def _parsed(files: Mapping[str, str], broken: list[Finding]) -> tuple[Block, ...]:
    found: list[Block] = []
    for path, text in sorted(files.items()):
        if path.endswith(".tf"):
            try:
                found += read(text, path)
            except ValueError as error:
                broken.append(_syntax(path, error))
    return tuple(found)


def _given(files: Mapping[str, str], broken: list[Finding]) -> dict[str, Any]:
    """Return the values of ``terraform.tfvars``, read as the arguments of a block."""
    found: dict[str, Any] = {}
    for path, text in sorted(files.items()):
        if path.endswith((".auto.tfvars", "terraform.tfvars")):
            try:
                (block,) = read(f"locals {{\n{text}\n}}\n", path)
            except ValueError as error:
                broken.append(_syntax(path, error))
            else:
                found |= block.arguments
    return found


def _syntax(path: str, error: ValueError) -> Finding:
    return Finding(rule="syntax", severity=Severity.ERROR, message=str(error), where=path)


def _resources(blocks: tuple[Block, ...], given: Mapping[str, Any]) -> Iterator[Resource]:
    names = names_of(blocks, given)
    written = {k: v for b in blocks if b.kind == "locals" for k, v in b.arguments.items()}
    for block in blocks:
        if block.kind == "resource":
            keyed_by = mentions(block.arguments.get("for_each", ""), written)
            for item, settled in instances(block, names):
                yield Resource(block=settled, item=item, keyed_by=keyed_by)


def _asked(texts: Mapping[str, str]) -> Asked:
    try:
        data = next(iter(yaml_io.documents(texts.get(ANSWERS, ""), ANSWERS)), None)
    except AnswersError:
        return Asked()
    if not isinstance(data, Mapping):
        return Asked()
    security, own = _inside(data, "security"), _inside(data, "confluent_cloud")
    exposure = str(security.get("exposure", "private"))
    return Asked(
        private=str(own.get("networking") or exposure) != "public",
        cidrs=bool(security.get("allowed_cidrs")),
        uptime=str(own.get("uptime") or ""),
        survive_zone=_inside(data, "goals", "durability").get("survive", "zone") == "zone",
    )


def _inside(data: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for key in path:
        found = data.get(key)
        data = found if isinstance(found, Mapping) else {}
    return data


def finding(rule: str, resource: Resource, message: str, hint: str, source: str = "") -> Finding:
    """Return what is wrong with a resource, and what to do about it."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=f"{resource.label}: {message}",
        where=resource.block.where,
        hint=hint,
        source=source,
    )


def about(rule: str, block: Block, message: str, hint: str, source: str = "") -> Finding:
    """Return what is wrong with a block that is no resource."""
    label = " ".join((block.kind, *block.labels))
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=f"{label}: {message}",
        where=block.where,
        hint=hint,
        source=source,
    )


def settled(value: Any) -> str | None:
    """Return a text or a number as text; ``None`` where only Terraform knows it."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None or isinstance(value, (Expression, Mapping, tuple)) else str(value)


def written(value: Any) -> str:
    """Return a value as it stands in the file, with what is not known yet as an expression."""
    return value.text if isinstance(value, Expression) else str(value or "")
