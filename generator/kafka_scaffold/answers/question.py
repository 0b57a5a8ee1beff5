"""One row of the question table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_scaffold.answers.kinds import Kind


if TYPE_CHECKING:
    from kafka_scaffold.answers.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A default that is always the same, as plain data; ``None`` means the answer may be absent."""

    plain: Any

    @property
    def words(self) -> str:
        """Return the default as it would be written."""
        if self.plain is None:
            return "none"
        if isinstance(self.plain, bool):
            return f"`{str(self.plain).lower()}`"
        if isinstance(self.plain, list):
            return f"`[{', '.join(self.plain)}]`"
        return f"`{self.plain}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A default that follows from other answers; ``value`` gets them and the place (``topics[0]``) it is for."""

    words: str
    value: Callable[["Values", str], Any]


Default = Fixed | Computed
ABSENT = Fixed(plain=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a question applies; ``words`` go after "only"."""

    words: str
    holds: Callable[["Values", str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything about one answer.

    ``path`` is its key path: ``[]`` stands for a place in a list, ``*`` for a name. Without ``default`` an answer is
    required where ``when`` holds. ``asked`` tells whether, or when, the wizard asks it.
    """

    path: str
    kind: Kind
    prompt: str
    help: str
    default: Default | None = None
    when: Condition | None = None
    asked: bool | Condition = False

    @property
    def key(self) -> str:
        """Return the last word of the path."""
        return self.path.rpartition(".")[2]

    @property
    def required(self) -> bool:
        """Tell whether an answer must be given where the question applies."""
        return self.default is None

    def default_in(self, values: "Values", place: str) -> Any:
        """Return the default among other answers, parsed; ``None`` where the answer may be absent."""
        if isinstance(self.default, Computed):
            return self.default.value(values, place)
        plain = self.default.plain if self.default else None
        return None if plain is None else self.kind.parse(plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A key that holds other keys: what it is about.

    ``one_of`` names keys of which only one may be given. For a group of many (``topics``, ``environments``)
    ``names`` is the kind of what each is called, ``most`` how many there may be, ``default`` which there are when
    none is given, as names or as values by key.
    """

    path: str
    title: str
    help: str
    one_of: tuple[str, ...] = ()
    names: Kind | None = None
    most: int = 0
    default: Computed | None = None
    prompt: str = ""
    when: Condition | None = None
    noun: str = ""
