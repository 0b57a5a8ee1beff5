"""The calls of one provider: its schema, plans with unknown values, applies that invent them."""

import json

from . import answers
from .confluent import SECRET
from .protocol import MESSAGES
from .values import (
    UNKNOWN,
    decode,
    each_attribute,
    encode,
    invent,
    is_unknown,
    keep_computed,
    resolve,
    type_of,
)


NESTING = {"single": 1, "list": 2, "set": 3, "map": 4, "group": 5}
FLAGS = ("required", "optional", "computed", "sensitive", "deprecated", "write_only")


def _attribute(name, attribute):
    flags = {flag: attribute.get(flag, False) for flag in FLAGS}
    if "nested_type" not in attribute:
        return MESSAGES["Attribute"](
            name=name, type=json.dumps(attribute["type"]).encode(), **flags
        )
    nested = attribute["nested_type"]
    inner = [_attribute(*item) for item in nested["attributes"].items()]
    kind = MESSAGES["Object"](attributes=inner, nesting=NESTING[nested["nesting_mode"]])
    return MESSAGES["Attribute"](name=name, nested_type=kind, **flags)


def _block(block):
    nested = [
        MESSAGES["NestedBlock"](
            type_name=name,
            block=_block(inner["block"]),
            nesting=NESTING[inner["nesting_mode"]],
            min_items=inner.get("min_items", 0),
            max_items=inner.get("max_items", 0),
        )
        for name, inner in block.get("block_types", {}).items()
    ]
    attributes = [_attribute(*item) for item in block.get("attributes", {}).items()]
    return MESSAGES["Block"](attributes=attributes, block_types=nested)


def _schema(schema):
    return MESSAGES["Schema"](version=schema.get("version", 0), block=_block(schema["block"]))


class Provider:
    """One provider; its methods are named like the protocol's calls."""

    def __init__(self, schema):
        self.resources = schema["resource_schemas"]
        self.data = schema["data_source_schemas"]
        self.ephemeral = schema.get("ephemeral_resource_schemas", {})
        self.answer = MESSAGES["SchemaResponse"](
            provider=_schema(schema["provider"] or {"block": {}}),
            resource_schemas={name: _schema(s) for name, s in self.resources.items()},
            data_source_schemas={name: _schema(s) for name, s in self.data.items()},
            ephemeral_resource_schemas={name: _schema(s) for name, s in self.ephemeral.items()},
        )

    def GetProviderSchema(self, _request):  # noqa: N802
        """Describe everything that is served."""
        return self.answer

    def UpgradeResourceState(self, request):  # noqa: N802
        """States are never old here."""
        return MESSAGES["State"](state=MESSAGES["DynamicValue"](json=request.raw_state.json))

    def ReadResource(self, request):  # noqa: N802
        """Nothing ever drifts; what an import left empty is invented."""
        value = decode(request.current_state)
        return MESSAGES["ReadResponse"](new_state=encode(value), private=request.private)

    def PlanResourceChange(self, request):  # noqa: N802
        """Say what is only known after apply, and never keep what is write-only."""
        value, before = decode(request.proposed_new_state), decode(request.prior_state)
        if value is not None:
            block = self.resources[request.type_name]["block"]
            keep_computed(block, value, before or {})
            each_attribute(block, value, _planned_new if before is None else _planned)
            for name in answered_blocks(block):
                value[name] = value.get(name) or (UNKNOWN if before is None else before[name])
        return MESSAGES["PlanResponse"](
            planned_state=encode(value), legacy_type_system=self._is_legacy(request)
        )

    def ApplyResourceChange(self, request):  # noqa: N802
        """Invent every value that the plan left unknown."""
        value = decode(request.planned_state)
        if value is not None:
            seed = request.type_name + json.dumps(value, default=str, sort_keys=True)
            block = self.resources[request.type_name]["block"]
            each_attribute(block, value, lambda n, a, v: resolve(v, type_of(a), n, seed))
            for name, inner in answered_blocks(block).items():
                if is_unknown(value[name]):
                    made = {n: invent(n, type_of(a), seed) for n, a in inner["attributes"].items()}
                    value[name] = [made] if name == str(value.get("cloud")).lower() else []
        return MESSAGES["ApplyResponse"](
            new_state=encode(value), legacy_type_system=self._is_legacy(request)
        )

    def _is_legacy(self, request):
        """Tell whether a type has blocks that its cloud fills in, which only Terraform's older SDK can have."""
        return bool(answered_blocks(self.resources[request.type_name]["block"]))

    def ImportResourceState(self, request):  # noqa: N802
        """Any id exists; its attributes are invented, so a plan after an import shows what would change."""
        block = self.resources[request.type_name]["block"]
        empty = {name: None for name in block.get("attributes", {})}
        empty.update(
            {
                n: [] if b["nesting_mode"] in {"list", "set"} else None
                for n, b in block.get("block_types", {}).items()
            }
        )
        for name in ("id", "arn", "identifier"):
            if name in empty:
                empty[name] = request.id
        imported = MESSAGES["Imported"](type_name=request.type_name, state=encode(empty))
        return MESSAGES["ImportResponse"](imported_resources=[imported])

    def ReadDataSource(self, request):  # noqa: N802
        """Answer plausibly."""
        block = self.data[request.type_name]["block"]
        return MESSAGES["State"](
            state=encode(answers.read(request.type_name, block, decode(request.config)))
        )

    def OpenEphemeralResource(self, request):  # noqa: N802
        """Answer plausibly, with secrets that can be told from a data source's: nothing of it may reach a state."""
        block = self.ephemeral[request.type_name]["block"]
        answer = answers.read(request.type_name, block, decode(request.config))
        for name, value in answer.items():
            if value == SECRET:
                answer[name] = value.replace("mock-", "ephemeral-")
        return MESSAGES["OpenResponse"](result=encode(answer))


def answered_blocks(block):
    """Return the blocks that nobody writes and the cloud fills in: the one that is called like it."""
    return {
        name: nested["block"]
        for name, nested in block.get("block_types", {}).items()
        if nested["nesting_mode"] == "list"
        and nested["block"].get("attributes")
        and all(_is_answer(a) for a in nested["block"]["attributes"].values())
    }


def _is_answer(attribute):
    return attribute.get("computed") and not attribute.get("optional")


def _planned(_name, attribute, value):
    return None if attribute.get("write_only") else value


def _planned_new(name, attribute, value):
    if value is None and attribute.get("computed"):
        return UNKNOWN
    return _planned(name, attribute, value)
