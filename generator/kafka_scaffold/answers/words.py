"""Words of messages: values quoted safely, the closest known word, lists that fit on a line."""

from collections.abc import Iterable


_SHOWN = 60
_COMPARED = 80
_LISTED = 12


def quoted(value: object) -> str:
    """Return a value in double quotes, short and without control characters."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else _number(value)
    clipped = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return '"' + "".join(char if char.isprintable() else "?" for char in clipped) + '"'


def _number(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return "this number"
    return str(value)


def closest(word: object, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, if any."""
    from difflib import get_close_matches

    if not isinstance(word, str) or len(word) > _COMPARED:
        return None
    by_fold = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), list(by_fold), 1, 0.6)
    return by_fold[found[0]] if found else None


def listed(words: Iterable[str]) -> str:
    """Return words with commas; the rest of a long list as a number."""
    names = list(words)
    more = len(names) - _LISTED
    return ", ".join(names) if more <= 0 else ", ".join(names[:_LISTED]) + f" and {more} more"


def meant(word: object, known: Iterable[str], noun: str = "known") -> str:
    """Return ``did you mean "x"?`` or the list of what is known."""
    names = list(known)
    near = closest(word, names)
    return f'did you mean "{near}"?' if near else f"{noun}: {listed(names) or 'none'}"
