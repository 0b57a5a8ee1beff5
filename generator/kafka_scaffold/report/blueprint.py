"""A blueprint in words."""

from collections.abc import Mapping
from typing import Any


def blueprint_text(manifest: Mapping[str, Any]) -> str:
    """Return the parts in order, when each is used, and who owns which files."""
    lines = [f"{manifest['title']} ({manifest['platform']})", "", "parts, later ones on top:"]
    for part in manifest["parts"]:
        when = f"  when {part['when']}" if part["when"] else ""
        each = "  once per environment" if part["each"] else ""
        lines.append(f"  {part['use']}{when}{each}")
    for key, words in (
        ("seeded", "written once, then yours"),
        ("verbatim", "copied, not rendered"),
        ("executable", "executable"),
        ("overrides", "may be replaced by a later part"),
    ):
        if manifest[key]:
            lines += ["", f"{words}:", *(f"  {glob}" for glob in manifest[key])]
    return "\n".join(lines) + "\n"
