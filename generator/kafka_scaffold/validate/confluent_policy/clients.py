"""Settings of clients in the repository, as far as Confluent Cloud decides them."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from kafka_scaffold.model.plan import Finding, Severity
from kafka_scaffold.validate.confluent_policy.view import View


FOLDER = "clients"
_PASSWORD = re.compile(r"""(?:password|clientSecret)\s*=\s*["']([^"'$]{8,})["']""")
_SECRETS = re.compile(
    r"^(?:sasl\.password|basic\.auth\.user\.info|schema\.registry\.basic\.auth\.user\.info|"
    r"sasl\.oauthbearer\.client\.secret|bearer\.auth\.client\.secret|ssl\.key(?:store)?\.password)$"
)
_PLACEHOLDER = re.compile(r"\$\{|^<.*>$|^$")


def check_clients(texts: Mapping[str, str], view: View) -> Iterator[Finding]:
    """Yield what is wrong with the client settings of one environment.

    Args:
        texts: The repository's files by path.
        view: The environment.
    """
    for path, text in texts.items():
        parts = path.split("/")
        if path.endswith(".properties") and parts[0] == FOLDER and view.name in parts:
            found = properties(text)
            yield from _secrets(path, found)
            if view.variants == {"freight"}:
                yield from _freight(path, found)


def properties(text: str) -> dict[str, str]:
    """Return the settings of a file of properties."""
    rows = (row.strip() for row in text.splitlines())
    pairs = (row.partition("=") for row in rows if row and row[0] not in "#!")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _secrets(path: str, settings: Mapping[str, str]) -> Iterator[Finding]:
    for name, value in settings.items():
        bare = _SECRETS.match(name) and not _PLACEHOLDER.search(value)
        if bare or (name.endswith("sasl.jaas.config") and _PASSWORD.search(value)):
            yield _finding(
                "secret-literal",
                path,
                f"{name} is written out",
                "${env:NAME} is filled in by the client",
            )


def _freight(path: str, settings: Mapping[str, str]) -> Iterator[Finding]:
    if "transactional.id" in settings:
        yield _finding("freight", path, "transactional.id: Freight has no transactions")
    if settings.get("processing.guarantee", "").startswith("exactly_once"):
        yield _finding("freight", path, "processing.guarantee: Freight has no transactions")
    idempotent = [value for name, value in settings.items() if name.endswith("enable.idempotence")]
    writes = posixpath.basename(path).startswith(("producer", "streams", "processor"))
    if "true" in idempotent or (writes and "false" not in idempotent):
        yield _finding(
            "freight", path, "an idempotent producer, which Java's is unless told otherwise"
        )


def _finding(rule: str, path: str, message: str, hint: str = "enable.idempotence=false") -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=message, where=path, hint=hint)
