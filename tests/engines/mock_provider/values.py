"""Terraform values on the wire, and the invention of those that a cloud would compute."""

import base64
import hashlib
import json

import msgpack

from . import confluent
from .protocol import MESSAGES


UNKNOWN = msgpack.ExtType(0, b"\x00")
ACCOUNT = "111122223333"
REGION = "eu-west-1"
# What a cluster of Kubernetes answers in base64.
ENCODED = frozenset({"data", "cluster_ca_certificate", "client_certificate", "client_key"})


def decode(value):
    """Return plain data; unknown values stay `msgpack.ExtType`."""
    if value.msgpack:
        return msgpack.unpackb(value.msgpack, ext_hook=msgpack.ExtType, strict_map_key=False)
    return json.loads(value.json) if value.json else None


def encode(data):
    """Return plain data as a ``DynamicValue``."""
    return MESSAGES["DynamicValue"](msgpack=msgpack.packb(data))


def is_unknown(value):
    """Return whether Terraform does not know this value yet."""
    return isinstance(value, msgpack.ExtType)


def type_of(attribute):
    """Return an attribute's type, with nested attributes written as an object type."""
    if "type" in attribute:
        return attribute["type"]
    nested = attribute["nested_type"]
    fields = {name: type_of(inner) for name, inner in nested["attributes"].items()}
    single = nested["nesting_mode"] == "single"
    return ["object", fields] if single else [nested["nesting_mode"], ["object", fields]]


def invent(name, kind, seed):
    """Return a value of a type: the same for the same name and seed, shaped like what AWS answers."""
    digest = hashlib.sha256((seed + name).encode()).hexdigest()
    owner = seed.partition("{")[0]
    if owner.startswith("confluent_"):
        told = confluent.invent(owner, name, digest, seed)
        if told is not None:
            return told
    if kind == "string":
        return _text(name, digest)
    if kind == "number":
        return int(digest[:3], 16)
    if kind == "bool":
        return False
    if kind == "dynamic":
        return None
    if kind[0] == "object":
        return {key: invent(key, inner, seed) for key, inner in kind[1].items()}
    return {} if kind[0] == "map" else [invent(name, kind[1], seed)]


def _text(name, digest):
    if name.endswith("arn"):
        return f"arn:aws:mock:{REGION}:{ACCOUNT}:{name}/{digest[:10]}"
    if name.startswith(("bootstrap_brokers", "zookeeper_connect")):
        return ",".join(f"b-{i}.mock.kafka.{REGION}.amazonaws.com:9098" for i in (1, 2, 3))
    if name in {"cidr_block", "ipv4_cidr_block"}:
        return "10.0.0.0/16"
    if name == "region":
        return REGION
    if name in ENCODED:
        return base64.b64encode(name.encode()).decode()
    return f"{name}-{digest[:10]}"


def resolve(value, kind, name, seed):
    """Return a planned value with every unknown in it invented."""
    if is_unknown(value):
        return invent(name, kind, seed)
    if isinstance(value, dict) and kind[0] == "object":
        return {key: resolve(inner, kind[1][key], key, seed) for key, inner in value.items()}
    if isinstance(value, dict) and kind[0] == "map":
        return {key: resolve(inner, kind[1], key, seed) for key, inner in value.items()}
    if isinstance(value, list) and kind[0] in {"list", "set"}:
        return [resolve(inner, kind[1], name, seed) for inner in value]
    return value


def _elements(value):
    if isinstance(value, dict):
        return [value]
    return (
        [element for element in value or [] if isinstance(element, dict)]
        if isinstance(value, list)
        else []
    )


def each_attribute(block, value, change):
    """Replace every attribute of a block's value, and of the blocks in it, by ``change(name, attribute, value)``."""
    for name, attribute in block.get("attributes", {}).items():
        value[name] = change(name, attribute, value.get(name))
    for name, nested in block.get("block_types", {}).items():
        for element in _elements(value.get(name)):
            each_attribute(nested["block"], element, change)
    return value


def keep_computed(block, value, before):
    """Carry computed values over from the state, so that a second plan is empty."""
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("computed") and value.get(name) is None:
            value[name] = before.get(name)
    for name, nested in block.get("block_types", {}).items():
        for new, old in zip(_elements(value.get(name)), _elements(before.get(name)), strict=False):
            keep_computed(nested["block"], new, old)
