#!/usr/bin/env python3
"""Kafka's command line tools over a JSON file, as far as our scripts use them; it prints what Kafka prints.

Called as kafka-acls.sh, kafka-configs.sh or kafka-topics.sh with ``FAKE_KAFKA`` naming the state file. Every call is
appended to ``<state>.calls``.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any


OPERATIONS = {"DESCRIBECONFIGS": "DESCRIBE_CONFIGS", "IDEMPOTENTWRITE": "IDEMPOTENT_WRITE"}
TYPES = {
    "topic": "TOPIC",
    "group": "GROUP",
    "cluster": "CLUSTER",
    "transactional-id": "TRANSACTIONAL_ID",
}


def parse(arguments: list[str]) -> dict[str, list[str]]:
    """Return options and their values; an option without a value has none."""
    found: dict[str, list[str]] = {}
    key = ""
    for argument in arguments:
        if argument.startswith("--"):
            key, sign, value = argument[2:].partition("=")
            found.setdefault(key, []).extend([value] if sign else [])
        else:
            found[key].append(argument)
    return found


def acls(options: dict[str, list[str]], state: dict[str, Any]) -> None:
    """Add, remove or list ACLs, which are lists of type, name, pattern, principal, host, operation, permission."""
    if "list" in options:
        resources = sorted({tuple(acl[:3]) for acl in state["acls"]})
        for kind, name, pattern in resources:
            if "cluster" in options and kind != "CLUSTER":
                continue
            print(
                f"Current ACLs for resource `ResourcePattern(resourceType={kind}, name={name}, patternType={pattern})`: "
            )
            for acl in state["acls"]:
                if acl[:3] == [kind, name, pattern]:
                    principal, host, operation, permission = acl[3:]
                    print(
                        f" \t(principal={principal}, host={host}, operation={operation}, permissionType={permission}) "
                    )
            print()
        return
    permission = "ALLOW" if "allow-principal" in options else "DENY"
    word = permission.lower()
    kinds = [option for option in options if option in TYPES]
    for kind in kinds:
        name = options[kind][0] if options[kind] else "kafka-cluster"
        for operation in options["operation"]:
            acl = [
                TYPES[kind],
                name,
                options["resource-pattern-type"][0],
                options[f"{word}-principal"][0],
                options[f"{word}-host"][0],
                OPERATIONS.get(operation, operation),
                permission,
            ]
            if "add" in options and acl not in state["acls"]:
                state["acls"].append(acl)
            if "remove" in options and "force" in options:
                state["acls"].remove(acl)


def configs(options: dict[str, list[str]], state: dict[str, Any]) -> None:
    """Describe or alter the configs of users (quotas) and topics."""
    users = options["entity-type"] == ["users"]
    held = state["quotas"] if users else state["topics"]
    if "describe" in options:
        for name, values in held.items():
            if users:
                pairs = ", ".join(f"{key}={float(value)}" for key, value in values.items())
                print(f"Quota configs for user-principal '{name}' are {pairs}")
            else:
                print(f"Dynamic configs for topic {name} are:")
                for key, value in values["configs"].items():
                    print(
                        f"  {key}={value} sensitive=false synonyms={{DYNAMIC_TOPIC_CONFIG:{key}={value}}}"
                    )
        return
    name = options["entity-name"][0]
    values = held.setdefault(name, {}) if users else held[name]["configs"]
    for pair in options.get("add-config", []):
        key, _, value = pair.partition("=")
        values[key] = value[1:-1] if value.startswith("[") else value
    for key in options.get("delete-config", []):
        del values[key]
    if users and not values:
        del held[name]


def topics(options: dict[str, list[str]], state: dict[str, Any]) -> None:
    """Describe, create, alter or delete topics."""
    if "describe" in options:
        for name, topic in state["topics"].items():
            shown = ",".join(f"{key}={value}" for key, value in topic["configs"].items())
            print(
                f"Topic: {name}\tTopicId: x\tPartitionCount: {topic['partitions']}\tReplicationFactor: 3\tConfigs: {shown}"
            )
            print(f"\tTopic: {name}\tPartition: 0\tLeader: 1\tReplicas: 1\tIsr: 1")
        return
    name = options["topic"][0]
    if "create" in options:
        pairs = (pair.partition("=") for pair in options.get("config", []))
        state["topics"][name] = {
            "partitions": int(options["partitions"][0]),
            "configs": {key: value for key, _, value in pairs},
        }
    elif "alter" in options:
        state["topics"][name]["partitions"] = int(options["partitions"][0])
    else:
        del state["topics"][name]


def main() -> int:
    """Run one tool."""
    file = Path(os.environ["FAKE_KAFKA"])
    tool = Path(sys.argv[0]).name
    with Path(f"{file}.calls").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps([tool, *sys.argv[1:]]) + "\n")
    state = json.loads(file.read_text(encoding="utf-8"))
    if state.get("down"):
        print("Connection to node -1 could not be established", file=sys.stderr)
        return 1
    options = parse(sys.argv[1:])
    {"kafka-acls.sh": acls, "kafka-configs.sh": configs, "kafka-topics.sh": topics}[tool](
        options, state
    )
    file.write_text(json.dumps(state), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
