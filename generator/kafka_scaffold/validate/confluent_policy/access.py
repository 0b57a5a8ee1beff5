"""Who may do what: nobody gets everything, and nothing is everybody's."""

import re
from collections.abc import Iterator

from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.confluent_policy.view import Resource, View, finding, written


EVERYBODY = frozenset({"User:*", "*"})
OF_ORGANISATION = frozenset({"OrganizationAdmin", "AccountAdmin", "BillingAdmin"})
OF_OPERATORS = frozenset(
    {
        "EnvironmentAdmin",
        "CloudClusterAdmin",
        "NetworkAdmin",
        "SecurityAdmin",
        "FlinkAdmin",
        "KsqlAdmin",
        "ConnectManager",
    }
)
# Accounts that run the platform are named for it; every other name is an application's.
_OPERATOR = re.compile(
    r"\bconfluent_service_account\.(?:\w+_)?"
    r"(?:admin|data|data_plane|link|manager|operator|platform|runner|terraform|ksqldb)\b"
)
_ANYTHING = re.compile(
    r"/(topic|group|transactional-id|subject|connector|kek|kafka|environment|service-account)=\*(?:/|$)"
)
_WIDE_HINT = "name the topic, group or subject, or a prefix of one application"


def role_everybody(view: View) -> Iterator[Finding]:
    """A role for ``User:*`` is one for everybody who signs in."""
    for binding in view.of("confluent_role_binding"):
        if written(binding.get("principal")) in EVERYBODY:
            yield finding("role-everybody", binding, "a role for everybody", "name one principal")


def role_admin(view: View) -> Iterator[Finding]:
    """An application that administers can delete what it only should read."""
    for binding in view.of("confluent_role_binding"):
        role = written(binding.get("role_name"))
        if role in OF_ORGANISATION:
            yield finding(
                "role-admin",
                binding,
                f"{role} holds in every environment of the organisation",
                "bind it by hand to people, outside of this repository",
            )
        elif role in OF_OPERATORS and not _is_operator(binding):
            yield finding(
                "role-admin",
                binding,
                f"{role} for an application",
                "DeveloperRead and DeveloperWrite on what it reads and writes are enough",
            )


def role_scope(view: View) -> Iterator[Finding]:
    """A role on ``*`` holds for every topic that will ever be made."""
    for binding in view.of("confluent_role_binding"):
        found = _ANYTHING.search(written(binding.get("crn_pattern")))
        if found and not _is_operator(binding):
            yield finding("role-scope", binding, f"it holds for every {found[1]}", _WIDE_HINT)


def _is_operator(binding: Resource) -> bool:
    return bool(_OPERATOR.search(written(binding.get("principal"))))


def acl(view: View) -> Iterator[Finding]:
    """An ACL that allows everybody, or everything."""
    for rule in view.of("confluent_kafka_acl"):
        if written(rule.get("permission")) != "ALLOW":
            continue
        if written(rule.get("principal")) in EVERYBODY:
            yield finding("acl-everybody", rule, "it allows everybody", "name one principal")
        if _is_operator(rule):
            continue
        name, operation = written(rule.get("resource_name")), written(rule.get("operation"))
        if name == "*":
            kind = written(rule.get("resource_type")).lower()
            yield finding("acl-everything", rule, f"it holds for every {kind}", _WIDE_HINT)
        elif operation == "ALL":
            yield finding(
                "acl-everything", rule, "it allows every operation", "name READ, WRITE, DESCRIBE"
            )
