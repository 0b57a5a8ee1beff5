"""Secrets are in the cloud's own store: not in files, not in outputs, and no more often in a state than they must."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy.view import View, about, finding, settled, written
from kafka_scaffold.validate.terraform_blocks import Block


_WORD = re.compile(
    r"(?:^|[._-])(?:(?:api|client|shared|kafka|registry)_?secret|password|passwd|passphrase|token|private_?key|api_?key|"
    r"credentials?|access\.key|secret[._](?:key|string|data|value)|key\.id|keyfile|user\.info|jaas\.config|json)"
    r"(?:$|[._-](?:key|value|string|wo|json))|^secret$|secret\.access\.key",
    re.IGNORECASE,
)
# Names of secrets, and what says where or how one is kept.
_NOT_SECRET = re.compile(
    r"(?:^|[._-])(?:name|names|id|ids|arn|path|version|versions|prefix|url|endpoint|type|location|file|method|source|"
    r"generations?|format|mode|enabled|days|hours)$",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\.secret\b|\b(?:api|client)_secret\b|secret_string|password|private_key\b", re.IGNORECASE
)
_SHAPES = (
    ("an AWS access key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    # 64 characters of base64, as Confluent's API secrets are.
    ("an API secret", re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?:cflt)?[A-Za-z0-9+/]{60,64}")),
)
# Resources whose cluster the provider can carry the keys of (its documentation, "Option 2").
CARRIED = (
    "confluent_business_metadata",
    "confluent_business_metadata_binding",
    "confluent_flink_statement",
    "confluent_kafka_acl",
    "confluent_kafka_cluster_config",
    "confluent_kafka_mirror_topic",
    "confluent_kafka_topic",
    "confluent_schema",
    "confluent_schema_exporter",
    "confluent_schema_registry_cluster_config",
    "confluent_schema_registry_cluster_mode",
    "confluent_schema_registry_dek",
    "confluent_schema_registry_kek",
    "confluent_subject_config",
    "confluent_subject_mode",
    "confluent_tag",
    "confluent_tag_binding",
)
_STORE_HINT = "read it from the cloud's secret store, as an ephemeral value"


def literal(view: View) -> Iterator[Finding]:
    """A secret in a file is in every copy of the repository for ever."""
    for block in (*(r.block for r in view.resources), *view.blocks):
        # In Google's Secret Manager "secret" is a name.
        named = {"secret"} if block.type.startswith("google_secret_manager") else set()
        for name, value in _values(block):
            if name in named:
                continue
            told = _is_literal_secret(name, value)
            if told:
                yield about("secret-literal", block, f"{name} is {told}", _STORE_HINT)


def _values(block: Block, prefix: str = "") -> Iterator[tuple[str, Any]]:
    own = block.name if block.kind in {"variable", "output"} and not prefix else ""
    for name, value in block.arguments.items():
        if own and name in {"default", "value"}:
            yield from _flat(own, value)
        elif name != "description":
            yield from _flat(f"{prefix}{name}", value)
    for kind, blocks in block.blocks.items():
        for inner in blocks:
            yield from _values(inner, f"{kind}.")


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(str(key), inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _flat(name, inner)
    else:
        yield name, value


def _is_literal_secret(name: str, value: Any) -> str:
    text = settled(value)
    if text is None or isinstance(value, bool) or not text:
        return ""
    for told, shape in _SHAPES:
        if shape.fullmatch(text) or (told == "a private key" and shape.search(text)):
            return told
    if isinstance(value, str) and is_secret_name(name) and len(text) >= 8:
        return "written out"
    return ""


def is_secret_name(name: str) -> bool:
    """Tell whether an argument or a setting of this name holds a secret."""
    return bool(_WORD.search(name)) and not _NOT_SECRET.search(name)


def output(view: View) -> Iterator[Finding]:
    """An output without the mark is printed in the log of every apply."""
    for block in view.outermost("output"):
        value = written(block.arguments.get("value"))
        if not _OUTPUT.search(value):
            continue
        if "nonsensitive(" in value:
            yield about("secret-output", block, "it takes the mark off a secret", _STORE_HINT)
        elif (
            block.arguments.get("sensitive") is not True
            and block.arguments.get("ephemeral") is not True
        ):
            yield about("secret-output", block, "it prints a secret", "sensitive = true")


def variable(view: View) -> Iterator[Finding]:
    """A variable without the mark is printed by every plan that uses it."""
    for block in view.outermost("variable"):
        marked = (
            block.arguments.get("sensitive") is True or block.arguments.get("ephemeral") is True
        )
        if is_secret_name(block.name) and not marked:
            yield about(
                "secret-variable", block, "it is not marked", "sensitive = true, or ephemeral"
            )


def credentials(view: View) -> Iterator[Finding]:
    """Keys in a resource are in the state once for each, and a rotation changes every one."""
    for resource in view.of(*CARRIED):
        if resource.inner("credentials") is not None:
            yield finding(
                "resource-credentials",
                resource,
                "it carries keys into the state",
                "let the provider carry them, from an ephemeral value",
                "confluentinc/terraform-provider-confluent docs/index.md",
            )


def connector(view: View) -> Iterator[Finding]:
    """What stands in ``config_nonsensitive`` is shown in every plan."""
    for resource in view.of("confluent_connector"):
        chosen = resource.get("config_nonsensitive")
        for name in chosen if isinstance(chosen, Mapping) else ():
            if is_secret_name(name):
                yield finding(
                    "connector-secret",
                    resource,
                    f"{name} is in config_nonsensitive",
                    "move it to config_sensitive",
                )
