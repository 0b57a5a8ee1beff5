"""Imports point down, the pure part stays pure, and each third-party package has one home."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


PACKAGE = Path(__file__).parents[1] / "generator" / "kafka_scaffold"
MODULES = sorted(PACKAGE.rglob("*.py"))
BELOW = {"errors", "units", "model"}
MIDDLE = {"answers", "facts", "blueprint", "validate", "project", "report"}
ALLOWED = {
    "errors": set(),
    "units": {"errors"},
    "yaml_io": {"errors"},
    "user_cache": set(),
    "model": {"errors", "units", "model"},
    "sizing": BELOW | {"sizing"},
    "rules": BELOW | {"rules"},
    **{name: BELOW | {"sizing", "rules", "yaml_io", "user_cache", name} for name in MIDDLE},
    "ops": BELOW | MIDDLE | {"sizing", "rules", "yaml_io", "ops", "__init__"},
    "cli": BELOW | MIDDLE | {"ops", "cli", "yaml_io", "__init__"},
    "__main__": {"cli"},
    "__init__": set(),
}
HOMES = {
    "pydantic": {"answers"},
    "pydantic_core": {"answers"},
    "questionary": {"answers"},
    "prompt_toolkit": {"answers"},  # questionary speaks through it
    "jinja2": {"blueprint"},
    "cookiecutter": {"blueprint"},
    "click": {"cli"},
    "rich": {"report", "cli"},
    "hcl2": {"validate"},
    "lark": {"validate"},  # hcl2 parses with it
    "yaml": {"yaml_io"},
    "grpc": set(),
}
IMPURE = {
    "os",
    "pathlib",
    "subprocess",
    "socket",
    "random",
    "time",
    "tempfile",
    "shutil",
    "yaml",
    "logging",
}


def imports(module: Path) -> Iterator[str]:
    """Yield every module imported anywhere in a file."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "kafka_scaffold":
                yield from (f"kafka_scaffold.{_module_or_init(a.name)}" for a in node.names)
            else:
                yield node.module or ""


def _module_or_init(name: str) -> str:
    return name if name in ALLOWED and name != "__main__" else "__init__"


def layer(module: Path) -> str:
    """Return the first name below the package, without ``.py``."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_the_package_is_found():
    """The tests below look at real files."""
    assert len(MODULES) > 20


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_imports_point_down(module):
    """A layer imports only what lies below it."""
    ours = [name.split(".") for name in imports(module) if name.split(".")[0] == "kafka_scaffold"]
    targets = {parts[1] if len(parts) > 1 else "__init__" for parts in ours}

    assert targets - {layer(module)} <= ALLOWED[layer(module)]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_third_party_packages_stay_home(module):
    """Replacing a library touches one package."""
    for name in imports(module):
        top = name.split(".")[0]
        if top != "kafka_scaffold" and top not in sys.stdlib_module_names:
            assert top in HOMES, f"{top} has no home yet"
            assert layer(module) in HOMES[top], f"{top} is imported in {layer(module)}"


@pytest.mark.parametrize(
    "module",
    [m for m in MODULES if layer(m) in {"model", "sizing", "rules", "units"}],
    ids=lambda m: str(m.relative_to(PACKAGE)),
)
def test_the_core_is_pure(module):
    """Sizing, rules and values touch no disk, clock, network or environment."""
    assert not {name.split(".")[0] for name in imports(module)} & IMPURE
