"""Schemas: every one may change in a way that is written down, and with the package that its features need."""

import re
from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy.view import Resource, View, finding, settled, written


PACKAGES_SOURCE = "Confluent Cloud documentation, Stream Governance packages"
_REFERENCE = re.compile(
    r"(?:\$\{)?(confluent_schema|confluent_subject_config)\.([\w-]+)(?:\[([^\]]+)\])?\.subject_name\}?"
)


def compatibility(view: View) -> Iterator[Finding]:
    """A schema that may change in any way breaks its readers on the day it does."""
    configs = view.of("confluent_subject_config")
    for config in (*configs, *view.of("confluent_schema_registry_cluster_config")):
        if settled(config.get("compatibility_level")) == "NONE":
            yield finding(
                "schema-compatibility",
                config,
                "any change is let in",
                "BACKWARD lets consumers be updated first, FORWARD producers",
            )
    if any(
        r.get("compatibility_level") for r in view.of("confluent_schema_registry_cluster_config")
    ):
        return
    covered = {
        subject
        for config in configs
        if config.get("compatibility_level")
        for subject in _subjects(config, view)
    }
    for schema in view.of("confluent_schema"):
        if not covered & _subjects(schema, view):
            yield finding(
                "schema-compatibility",
                schema,
                "its subject has no confluent_subject_config",
                "give it a compatibility_level",
            )


def _subjects(resource: Resource, view: View) -> set[str]:
    """Return the subject of a schema or a subject's settings, which may name each other's; several of unknown items."""
    named = written(resource.get("subject_name"))
    reference = _REFERENCE.fullmatch(named)
    if reference is None:
        return {named}
    kind, name, index = reference.groups()
    item = "" if index is None else f"[{index}]" if index.startswith('"') else resource.item
    return {
        written(target.get("subject_name"))
        for target in view.of(kind)
        if target.block.name == name and (not item or target.item in {"", item})
    }


def package(view: View) -> Iterator[Finding]:
    """Rules and business metadata are refused by Schema Registry without the Advanced package."""
    environments = view.of("confluent_environment")
    if not environments or any(_may_be_advanced(e) for e in environments):
        return
    for schema in view.of("confluent_schema"):
        if schema.inner("ruleset") is not None:
            yield _needs_advanced(schema, "its ruleset")
    for resource in view.of("confluent_business_metadata", "confluent_business_metadata_binding"):
        yield _needs_advanced(resource, "business metadata")


def _may_be_advanced(environment: Resource) -> bool:
    if environment.inner("stream_governance") is None:
        return False  # Essentials is what an environment begins with
    return settled(environment.get("stream_governance", "package")) in {None, "ADVANCED"}


def _needs_advanced(resource: Resource, what: str) -> Finding:
    return finding(
        "governance-package",
        resource,
        f"{what} needs Stream Governance Advanced",
        'stream_governance { package = "ADVANCED" }',
        PACKAGES_SOURCE,
    )
