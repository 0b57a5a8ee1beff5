"""The prices of a cloud's region on a day."""

from dataclasses import dataclass
from typing import ClassVar

from kafka_scaffold.sizing import tariff


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff(tariff.Tariff):
    """Where and when to look prices up."""

    hours_fact: ClassVar[str] = "warpstream.method.hours_per_month"
