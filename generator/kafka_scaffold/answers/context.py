"""What answers are judged by besides themselves: the regions that are known, the platforms that can be sized."""

from collections.abc import Mapping
from dataclasses import dataclass

from kafka_scaffold.model.answers import CloudProvider, Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersContext:
    """What is known.

    ``regions`` maps each provider's regions to their number of zones, ``variants`` each platform to its variants,
    ``providers`` each platform to the clouds it runs on.
    """

    regions: Mapping[CloudProvider, Mapping[str, int]]
    variants: Mapping[Platform, tuple[str, ...]]
    providers: Mapping[Platform, tuple[CloudProvider, ...]]

    @property
    def platforms(self) -> tuple[Platform, ...]:
        """Return the platforms that can be sized."""
        return tuple(self.variants)
