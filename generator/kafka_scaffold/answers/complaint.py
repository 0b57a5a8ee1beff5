"""What a check has to say about one answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing wrong with the answer at ``path``; where that stands is found later."""

    path: str
    message: str
    hint: str = ""
