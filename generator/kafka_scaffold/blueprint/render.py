"""Render a plan through its blueprint, in memory."""

import itertools
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
)

from kafka_scaffold.blueprint.compose import (
    Layer,
    compose,
    siblings,
    template_folders,
    turns,
)
from kafka_scaffold.blueprint.context import plan_context
from kafka_scaffold.blueprint.filters import ScaffoldExtension
from kafka_scaffold.blueprint.locate import blueprints_root
from kafka_scaffold.blueprint.manifest import load_manifest
from kafka_scaffold.errors import BlueprintError, UnsafeError
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.model.tree import ANSWERS_FILE, Ownership, RenderedFile, RenderedTree
from kafka_scaffold.user_cache import cache_folder


_DICT_METHODS = frozenset(dir(dict))
JINJA_OPTIONS = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}


def render(
    plan: Plan, *, answers_text: str | None = None, root: Path | None = None
) -> RenderedTree:
    """Return the repository of a plan.

    Args:
        plan: What was decided.
        answers_text: The answers file to carry along as ``kafka-scaffold.yaml``; ``None`` leaves it out.
        root: Folder with blueprints, for tests; the built-in ones when ``None``.

    Raises:
        BlueprintError: A template is broken or reads a field the plan lacks.
    """
    base = root or blueprints_root()
    manifest = load_manifest(base / plan.platform.value / "blueprint.yaml")
    layers = compose(manifest, base, dict(plan.flags), turns(plan))
    files = _Renderer(plan, base, layers).files()
    if answers_text is not None:
        files.append(
            RenderedFile(
                path=ANSWERS_FILE,
                content=answers_text.encode(),
                part="answers",
                ownership=Ownership.MANAGED,
            )
        )
    return tree_of(files)


def tree_of(files: list[RenderedFile]) -> RenderedTree:
    """Return files as a tree; two files at one path are an error."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    for first, second in itertools.pairwise(ordered):
        if first.path == second.path:
            raise BlueprintError(
                f"parts {first.part!r} and {second.part!r} both render {first.path}"
            )
    return RenderedTree(files=ordered)


def with_files(tree: RenderedTree, *files: RenderedFile) -> RenderedTree:
    """Return the tree with further files."""
    return tree_of([*tree.files, *files])


def is_binary(content: bytes) -> bool:
    """Tell whether content is copied as it is: it holds a NUL or is not UTF-8."""
    if b"\0" in content[:1024]:
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return True
    return False


class _Renderer:
    def __init__(self, plan: Plan, root: Path, layers: tuple[Layer, ...]) -> None:
        self.layers = layers
        self.by_file = {str(layer.file): layer for layer in layers}
        self.folders = template_folders(root, plan.platform.value)
        self.siblings = siblings(layers)
        self.plan = plan_context(plan)
        self.context = {"cookiecutter": {"project_slug": plan.answers.name}, "plan": self.plan}
        self.jinja = _PlainEnvironment(  # no HTML is made; filters escape per language
            undefined=StrictUndefined,
            loader=FunctionLoader(self._source),
            extensions=[ScaffoldExtension],
            bytecode_cache=_bytecode_cache(),
            auto_reload=False,
            **JINJA_OPTIONS,  # type: ignore[arg-type]
        )

    def files(self) -> list[RenderedFile]:
        rendered = (self._file(layer) for layer in self.layers)
        return [file for file in rendered if file is not None]

    def _file(self, layer: Layer) -> RenderedFile | None:
        path = self._path(layer)
        if not path or path.endswith("/"):
            return None
        content = layer.file.read_bytes()
        if not layer.verbatim and not is_binary(content):
            content = self._text(layer).encode()
        return RenderedFile(
            path=path,
            content=content,
            part=layer.part,
            ownership=layer.ownership,
            executable=layer.executable,
        )

    def _path(self, layer: Layer) -> str:
        if "{" not in layer.path:
            return layer.path
        try:
            path = self.jinja.from_string(layer.path).render(self._context(layer))
        except TemplateError as error:
            raise _failed(layer, error, "file name") from None
        parts = path.split("/")
        if any(part in {"", ".", ".."} for part in parts[:-1]) or parts[-1] in {".", ".."}:
            raise UnsafeError(
                f"part {layer.part!r} renders a path outside the repository: {layer.path}"
            )
        return path

    def _text(self, layer: Layer) -> str:
        try:
            return self.jinja.get_template(str(layer.file)).render(self._context(layer))
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
        ) as error:
            raise _failed(layer, error, _line(error, layer)) from None

    def _context(self, layer: Layer) -> dict[str, Any]:
        turn = layer.turn
        folder = str(PurePosixPath(layer.path).parent)
        context = {**self.context, "siblings": self.siblings[folder]}
        if turn.schema is not None:
            schemas = self.plan["primary"]["details"]["schemas"]
            return {**context, "schema": schemas[turn.schema]}
        if turn.environment is None:
            return context
        environment = self.plan["environments"][turn.environment]
        if turn.client is None:
            return {**context, "environment": environment}
        return {
            **context,
            "environment": environment,
            "client": environment["clients"][turn.client],
        }

    def _source(self, name: str) -> tuple[str, str, Any] | None:
        if name in self.by_file:
            return Path(name).read_text(encoding="utf-8"), name, lambda: True
        for folder in self.folders:
            file = folder / name
            if ".." not in name.split("/") and file.is_file():
                return file.read_text(encoding="utf-8"), str(file), lambda: True
        return None


def _failed(layer: Layer, error: Exception, where: str) -> BlueprintError:
    """Describe a failure by place and first line only: the context holds the user's answers."""
    reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
    return BlueprintError(f"part {layer.part!r}: {layer.path}, {where}: {reason}")


def _line(error: Exception, layer: Layer) -> str:
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while line is None and trace is not None:
        if trace.tb_frame.f_code.co_filename == str(layer.file):
            return f"line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"line {line or 1}"


def _bytecode_cache() -> BytecodeCache | None:
    """Return a cache of compiled templates, or none when there is no place for it."""
    folder = cache_folder("templates")
    return _QuietCache(folder) if folder else None


class _PlainEnvironment(Environment):
    """Looks names up in plain data first; Jinja asks for an attribute, fails, and then looks there as well."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj and attribute not in _DICT_METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _QuietCache(FileSystemBytecodeCache):
    """A cache that a full or read-only disk cannot turn into an error."""

    def dump_bytecode(self, bucket: Any) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return


__all__ = ["JINJA_OPTIONS", "is_binary", "render", "tree_of", "with_files"]
