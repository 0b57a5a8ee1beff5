"""What data sources and ephemeral resources answer, where a made-up string would not do."""

import json

from . import confluent
from .values import ACCOUNT, REGION, invent, is_unknown, type_of


GOOGLE_REGION = "europe-west1"
UUID = "00000000-0000-4000-8000-000000000000"
ZONES = {"": [f"{REGION}{letter}" for letter in "abc"]}


def _caller_identity(_config):
    return {
        "account_id": ACCOUNT,
        "arn": f"arn:aws:iam::{ACCOUNT}:user/mock",
        "id": ACCOUNT,
        "user_id": "AIDAMOCK",
    }


def _region(config):
    name = config.get("region") or REGION
    return {
        "region": name,
        "name": name,
        "id": name,
        "endpoint": f"ec2.{name}.amazonaws.com",
        "description": name,
    }


def _partition(_config):
    return {
        "partition": "aws",
        "id": "aws",
        "dns_suffix": "amazonaws.com",
        "reverse_dns_prefix": "com.amazonaws",
    }


def _zones(config):
    region = config.get("region") or REGION
    letters = "abc"
    return {
        "names": [region + letter for letter in letters],
        "zone_ids": [f"mock1-az{number}" for number, _ in enumerate(letters, 1)],
        "group_names": [region],
        "id": region,
    }


def _google_zones(config):
    region = config.get("region") or GOOGLE_REGION
    return {"names": [f"{region}-{letter}" for letter in "bcd"], "id": region}


def _google_project(config):
    name = config.get("project_id") or "mock-project"
    return {"project_id": name, "number": ACCOUNT, "id": f"projects/{name}", "name": name}


def _google_client(_config):
    return {"project": "mock-project", "region": GOOGLE_REGION, "zone": f"{GOOGLE_REGION}-b"}


def _azure_client(_config):
    return {"tenant_id": UUID, "subscription_id": UUID, "object_id": UUID, "client_id": UUID}


def _subnet(config):
    letter = "abc"[sum(map(ord, config.get("id") or "a")) % 3]
    return {
        "availability_zone": REGION + letter,
        "vpc_id": "vpc-0123456789abcdef0",
        "cidr_block": "10.0.0.0/20",
    }


def _vpc(config):
    return {"id": config.get("id") or "vpc-0123456789abcdef0", "cidr_block": "10.0.0.0/16"}


def _secret(_config):
    """Answer with a secret that holds keys, under the name that each cloud's provider has for its text."""
    return {
        "secret_string": confluent.SECRET,
        "secret_data": confluent.SECRET,
        "value": confluent.SECRET,
    }


def _transit_gateway(config):
    return {"id": config.get("id") or "tgw-0123456789abcdef0"}


def _policy_document(config):
    statements = [_statement(s) for s in config.get("statement") or []]
    document = json.dumps(
        {"Version": config.get("version") or "2012-10-17", "Statement": statements}, indent=2
    )
    return {"json": document, "minified_json": document, "id": "0"}


def _statement(block):
    plain = {
        "Sid": block.get("sid") or "",
        "Effect": block.get("effect") or "Allow",
        "Action": block.get("actions") or None,
        "NotAction": block.get("not_actions") or None,
        "Resource": block.get("resources") or None,
        "NotResource": block.get("not_resources") or None,
        "Principal": _principals(block.get("principals")),
        "NotPrincipal": _principals(block.get("not_principals")),
        "Condition": _conditions(block.get("condition")),
    }
    return {key: value for key, value in plain.items() if value is not None and value != {}}


def _principals(blocks):
    return {b["type"]: b["identifiers"] for b in blocks or []}


def _conditions(blocks):
    found = {}
    for block in blocks or []:
        found.setdefault(block["test"], {})[block["variable"]] = block["values"]
    return found


KNOWN = {
    "aws_caller_identity": _caller_identity,
    "aws_region": _region,
    "aws_partition": _partition,
    "aws_availability_zones": _zones,
    "azurerm_client_config": _azure_client,
    "google_client_config": _google_client,
    "google_compute_zones": _google_zones,
    "google_project": _google_project,
    "aws_subnet": _subnet,
    "aws_ec2_transit_gateway": _transit_gateway,
    "aws_vpc": _vpc,
    "aws_iam_policy_document": _policy_document,
    "aws_secretsmanager_secret_version": _secret,
    "azurerm_key_vault_secret": _secret,
    "google_secret_manager_secret_version": _secret,
}


def read(type_name, block, config):
    """Return what a data source or an ephemeral resource answers to its configuration."""
    known = KNOWN[type_name](_without_unknown(config)) if type_name in KNOWN else {}
    answer = dict(config)
    seed = type_name + json.dumps(config, default=str, sort_keys=True)
    for name, attribute in block.get("attributes", {}).items():
        if name in known:
            answer[name] = known[name]
        elif answer.get(name) is None and attribute.get("computed"):
            answer[name] = invent(name, type_of(attribute), seed)
    return answer


def _without_unknown(value):
    if is_unknown(value):
        return "unknown"
    if isinstance(value, dict):
        return {key: _without_unknown(inner) for key, inner in value.items()}
    return [_without_unknown(inner) for inner in value] if isinstance(value, list) else value
