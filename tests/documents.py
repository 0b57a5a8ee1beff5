"""What Markdown of a rendered repository is looked at for: tables, links, commands."""

import re
import textwrap
from pathlib import PurePosixPath


LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
_FENCED = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
_SHELL = re.compile(r"^( *)```sh\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


def prose(markdown: str) -> str:
    """Return a page without its blocks of code."""
    return _FENCED.sub("", markdown)


def commands(markdown: str) -> list[str]:
    """Return the blocks of shell of a page, as they are pasted."""
    return [textwrap.dedent(block) for _, block in _SHELL.findall(markdown)]


def rows(markdown: str) -> list[int]:
    """Return the number of cells of each table row, outside of code blocks."""
    lines = [line for line in prose(markdown).splitlines() if line.startswith("|")]
    return [len(re.findall(r"(?<!\\)\|", line)) for line in lines]


def links(path: str, text: str) -> set[str]:
    """Return the files of the repository that a Markdown file links to."""
    found = set()
    for target in LINK.findall(text):
        if "://" not in target:
            parts: list[str] = []
            for part in (PurePosixPath(path).parent / target).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            found.add("/".join(parts))
    return found


def assert_rectangular(path: str, text: str) -> None:
    """Assert that every run of table rows has one number of cells."""
    for block in re.findall(r"(?:^\|.*\n)+", prose(text), re.MULTILINE):
        assert len(set(rows(block))) == 1, f"{path}: {block}"
