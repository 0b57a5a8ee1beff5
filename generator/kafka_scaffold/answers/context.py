"""What answers are judged by besides themselves: the regions that are known, the platforms that can be sized."""

from collections.abc import Mapping
from dataclasses import dataclass

from kafka_scaffold.model.answers import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersContext:
    """``regions`` maps a region to its number of zones."""

    regions: Mapping[str, int]
    platforms: frozenset[Platform]
