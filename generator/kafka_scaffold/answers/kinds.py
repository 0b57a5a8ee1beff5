"""The kinds of value an answer can have: how it is read, shown, typed at a terminal and described to a schema."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import Any

from kafka_scaffold import units
from kafka_scaffold.answers.words import meant, quoted


_NUMBER = r"[0-9]+(_[0-9]+)*(\.[0-9]+)?([eE][+-]?[0-9]+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of value.

    ``parse`` turns plain data into the value or raises `ValueError` with what to write instead; ``plain`` is its
    inverse; ``read`` turns what was typed into plain data. ``item`` is the kind of a list's items.
    """

    words: str
    parse: Callable[[Any], Any]
    schema: Mapping[str, Any]
    plain: Callable[[Any], Any] = str
    read: Callable[[str], Any] = str
    choices: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    item: "Kind | None" = None
    most: int = 0
    least: int = 0
    notes: str = field(default="")


def text(words: str, *, most: int, least: int = 1) -> Kind:
    """Return printable text of bounded length on one line."""

    def parse(value: Any) -> str:
        written = _string(value)
        if not least <= len(written) <= most:
            raise ValueError(f"{len(written):,} characters; write {least} to {most}")
        if not written.isprintable():
            raise ValueError(f"{quoted(written)} has characters that cannot be printed")
        return written

    # What JSON Schema can say of "printable": no control, format or separator characters but the space.
    pattern = r"^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\ufeff]*$"
    schema = {"type": "string", "minLength": least, "maxLength": most, "pattern": pattern}
    return Kind(words=words, parse=parse, schema=schema)


def pattern(words: str, expression: str, *, most: int, example: str, hint: str = "") -> Kind:
    """Return text that matches a regular expression as a whole."""
    compiled = re.compile(expression, re.ASCII)

    def parse(value: Any) -> str:
        written = _string(value)
        if len(written) > most:
            raise ValueError(f"{len(written):,} characters; at most {most}")
        if not compiled.fullmatch(written):
            raise ValueError(f"{quoted(written)} is not {words}; {hint or f'write e.g. {example}'}")
        return written

    schema = {
        "type": "string",
        "maxLength": most,
        "pattern": f"^(?:{expression})$",
        "examples": [example],
    }
    sample = example.strip('"')
    return Kind(words=f"{words}, e.g. `{sample}`", parse=parse, schema=schema)


def choice(enum: type[StrEnum], later: tuple[str, ...] = (), nothing: tuple[str, ...] = ()) -> Kind:
    """Return one word of a closed set.

    Words in ``later`` are understood and refused as not supported yet; those in ``nothing`` mean ``None``.
    """
    known: dict[str, StrEnum | None] = dict.fromkeys(nothing)
    known |= {str(member): member for member in enum if member not in later}

    def parse(value: Any) -> StrEnum | None:
        word = value if isinstance(value, str) else None
        if word in later:
            raise ValueError(f'"{word}" is not supported yet; choices: {", ".join(known)}')
        if word not in known:
            raise ValueError(f"{quoted(value)} is no choice; {meant(value, known, 'choices')}")
        return known[word]

    names = tuple(known)
    words = " \\| ".join(f"`{name}`" for name in names)
    return Kind(
        words=words,
        parse=parse,
        schema={"enum": list(names)},
        plain=lambda value: nothing[0] if value is None else str(value),
        choices=names,
        later=later,
    )


def boolean() -> Kind:
    """Return yes or no."""

    def parse(value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(f"{quoted(value)} is neither true nor false")  # noqa: TRY004
        return value

    return Kind(
        words="`true` \\| `false`",
        parse=parse,
        schema={"type": "boolean"},
        plain=bool,
        read=lambda typed: {"true": True, "false": False}.get(typed, typed),
    )


def integer(least: int, most: int) -> Kind:
    """Return a whole number within bounds."""

    def parse(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"{quoted(value)} is not a whole number")  # noqa: TRY004
        if not least <= value <= most:
            raise ValueError(f"{quoted(value)} is out of bounds; write {least} to {most:,}")
        return value

    schema = {"type": "integer", "minimum": least, "maximum": most}
    words = f"whole number, {least} to {most:,}" if least < most else f"`{least}`"
    return Kind(words=words, parse=parse, schema=schema, plain=int, read=_read_integer)


def number(least: float, most: float) -> Kind:
    """Return a number within bounds."""

    def parse(value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(f"{quoted(value)} is not a number")  # noqa: TRY004
        if isinstance(value, float) and not isfinite(value):
            raise ValueError(f"{quoted(value)} is not a number")
        if not least <= value <= most:
            raise ValueError(f"{quoted(value)} is out of bounds; write {least:g} to {most:,g}")
        return float(value)

    schema = {"type": "number", "minimum": least, "maximum": most}
    words = f"number, {least:g} to {most:,g}"
    return Kind(words=words, parse=parse, schema=schema, plain=_tidy, read=_read_number)


def rate(most: str = "1 TB/s") -> Kind:
    """Return bytes per second, above nothing."""
    names = ("B/s", "kB/s", "KB/s", "MB/s", "GB/s", "TB/s", "KiB/s", "MiB/s", "GiB/s", "TiB/s")
    return _quantity("rate", "20 MB/s", units.rate, units.format_rate, names, ("1 B/s", most))


def size(most: str, least: str = "1 B") -> Kind:
    """Return whole bytes."""
    names = ("B", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB")

    def show(value: float) -> str:
        return units.format_rate(value).removesuffix("/s")

    return _quantity("size", "1 KB", units.size, show, names, (least, most))


def duration(least: str, most: str, example: str) -> Kind:
    """Return seconds."""
    names = ("ms", "s", "m", "min", "h", "d", "w")
    bounds = (least, most)
    return _quantity("duration", example, units.duration, units.format_duration, names, bounds)


def share(most: str = "100%") -> Kind:
    """Return a fraction, written in percent."""
    return _quantity(
        "share", "25%", units.share, lambda value: f"{value * 100:.10g}%", ("%",), ("0.01%", most)
    )


def money() -> Kind:
    """Return US dollars per month."""
    bounds = ("1 USD/month", "1000000000 USD/month")
    return _quantity(
        "money",
        "15000 USD/month",
        units.money,
        lambda v: f"{v:.12g} USD/month",
        ("USD/month",),
        bounds,
    )


def list_of(item: Kind, words: str, *, most: int, least: int = 0) -> Kind:
    """Return a list of distinct values; what is typed is separated by commas."""
    fewest = {"minItems": least} if least else {}

    def parse(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError(f"{quoted(value)} is not a list")  # noqa: TRY004
        parsed = tuple(item.parse(one) for one in value)
        check_list(parsed, most, least)
        return parsed

    return Kind(
        words=words,
        parse=parse,
        schema={
            "type": "array",
            "items": dict(item.schema),
            **fewest,
            "maxItems": most,
            "uniqueItems": True,
        },
        plain=lambda values: [item.plain(one) for one in values],
        read=lambda typed: [item.read(p.strip()) for p in typed.split(",") if p.strip()],
        choices=item.choices,
        later=item.later,
        item=item,
        most=most,
        least=least,
    )


def check_list(values: tuple[Any, ...], most: int, least: int = 0) -> None:
    """Refuse a list that is too short, too long or names something twice.

    Raises:
        ValueError: Saying which.
    """
    if len(values) > most:
        raise ValueError(f"{len(values):,} entries; at most {most}")
    if len(values) < least:
        raise ValueError(f"{len(values)} entries; write at least {least}")
    twice = next((v for i, v in enumerate(values) if v in values[:i]), None)
    if twice is not None:
        raise ValueError(f"{quoted(str(twice))} is listed twice")


def _quantity(
    noun: str,
    example: str,
    parse: Callable[[object], float],
    show: Callable[[float], str],
    names: tuple[str, ...],
    bounds: tuple[str, str],
) -> Kind:
    least, most = (parse(bound) for bound in bounds)
    suffixes = "|".join(re.escape(name) for name in names)

    def checked(value: Any) -> float:
        found = parse(value)
        if not least <= found <= most:
            raise ValueError(f"{quoted(value)} is out of bounds; write {bounds[0]} to {bounds[1]}")
        return found

    return Kind(
        words=f"{noun}, e.g. `{example}`",
        parse=checked,
        schema={
            "type": "string",
            "maxLength": 40,
            "pattern": rf"^\s*{_NUMBER}\s*({suffixes})\s*$",
            "examples": [example],
        },
        plain=show,
        notes=f"{bounds[0]} to {bounds[1]}",
    )


def _string(value: Any) -> str:
    if isinstance(value, int | float):
        raise ValueError(f"{quoted(value)} is not text; write it in quotes")  # noqa: TRY004
    if not isinstance(value, str):
        raise ValueError(f"{quoted(value)} is not text")  # noqa: TRY004
    return value


def _tidy(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _read_integer(typed: str) -> int | str:
    return int(typed) if re.fullmatch(r"[0-9]{1,15}", typed.strip(), re.ASCII) else typed


def _read_number(typed: str) -> float | str:
    written = re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,15})?", typed.strip(), re.ASCII)
    return _tidy(float(typed)) if written else typed
