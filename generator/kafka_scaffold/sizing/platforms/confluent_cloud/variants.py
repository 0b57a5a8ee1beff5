"""The cluster types of Confluent Cloud and what their units are called."""

from enum import StrEnum


class Variant(StrEnum):
    """Cluster types, from the smallest unit to the largest."""

    BASIC = "basic"
    STANDARD = "standard"
    ENTERPRISE = "enterprise"
    FREIGHT = "freight"
    DEDICATED = "dedicated"

    @property
    def is_elastic(self) -> bool:
        """Tell whether units come and go with the load; those of Dedicated are bought and kept."""
        return self is not Variant.DEDICATED

    @property
    def unit(self) -> str:
        """Return what Confluent calls one unit of capacity."""
        return "eCKU" if self.is_elastic else "CKU"

    @property
    def size(self) -> str:
        """Return the name of a unit with its type: an eCKU of Basic is a twelfth of one of Enterprise."""
        return f"{self.value.title()} {self.unit}"
