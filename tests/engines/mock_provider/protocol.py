"""The messages of Terraform's plugin protocol 6 that a provider needs, built from one table.

Names and numbers are those of the public protocol definition (version 6.9); fields that the mock
provider neither reads nor writes are left out, which protocol buffers allow.
"""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


PACKAGE = "tfplugin6"
SERVICE = f"{PACKAGE}.Provider"
# One line a message: its name, then `number name kind`; `*` repeats, `{}` is a map from string.
TABLE = """
DynamicValue: 1 msgpack bytes, 2 json bytes
RawState: 1 json bytes
Diagnostic: 1 severity int64, 2 summary string, 3 detail string
Object: 1 attributes *Attribute, 3 nesting int64
Attribute: 1 name string, 2 type bytes, 10 nested_type Object, 4 required bool, 5 optional bool, \
6 computed bool, 7 sensitive bool, 9 deprecated bool, 11 write_only bool
NestedBlock: 1 type_name string, 2 block Block, 3 nesting int64, 4 min_items int64, 5 max_items int64
Block: 1 version int64, 2 attributes *Attribute, 3 block_types *NestedBlock
Schema: 1 version int64, 2 block Block
Imported: 1 type_name string, 2 state DynamicValue
SchemaResponse: 1 provider Schema, 2 resource_schemas {}Schema, 3 data_source_schemas {}Schema, \
8 ephemeral_resource_schemas {}Schema
Empty:
Typed: 1 type_name string, 2 config DynamicValue
Upgrade: 1 type_name string, 2 version int64, 3 raw_state RawState
State: 1 state DynamicValue, 2 diagnostics *Diagnostic
Read: 1 type_name string, 2 current_state DynamicValue, 3 private bytes
ReadResponse: 1 new_state DynamicValue, 2 diagnostics *Diagnostic, 3 private bytes
Plan: 1 type_name string, 2 prior_state DynamicValue, 3 proposed_new_state DynamicValue, 4 config DynamicValue
PlanResponse: 1 planned_state DynamicValue, 4 diagnostics *Diagnostic, 5 legacy_type_system bool
Apply: 1 type_name string, 2 prior_state DynamicValue, 3 planned_state DynamicValue, 4 config DynamicValue
ApplyResponse: 1 new_state DynamicValue, 3 diagnostics *Diagnostic, 4 legacy_type_system bool
Import: 1 type_name string, 2 id string
ImportResponse: 1 imported_resources *Imported, 2 diagnostics *Diagnostic
OpenResponse: 1 diagnostics *Diagnostic, 3 result DynamicValue
"""
SCALARS = {
    "bytes": descriptor_pb2.FieldDescriptorProto.TYPE_BYTES,
    "string": descriptor_pb2.FieldDescriptorProto.TYPE_STRING,
    "bool": descriptor_pb2.FieldDescriptorProto.TYPE_BOOL,
    "int64": descriptor_pb2.FieldDescriptorProto.TYPE_INT64,
}
# What each call reads and answers. A call that is not here answers "unimplemented".
CALLS = {
    "GetProviderSchema": ("Empty", "SchemaResponse"),
    "ValidateProviderConfig": ("Empty", "Empty"),
    "ValidateResourceConfig": ("Typed", "Empty"),
    "ValidateDataResourceConfig": ("Typed", "Empty"),
    "ValidateEphemeralResourceConfig": ("Typed", "Empty"),
    "UpgradeResourceState": ("Upgrade", "State"),
    "ConfigureProvider": ("Empty", "Empty"),
    "ReadResource": ("Read", "ReadResponse"),
    "PlanResourceChange": ("Plan", "PlanResponse"),
    "ApplyResourceChange": ("Apply", "ApplyResponse"),
    "ImportResourceState": ("Import", "ImportResponse"),
    "ReadDataSource": ("Typed", "State"),
    "OpenEphemeralResource": ("Typed", "OpenResponse"),
    "CloseEphemeralResource": ("Empty", "Empty"),
    "GetFunctions": ("Empty", "Empty"),
    "StopProvider": ("Empty", "Empty"),
}


def _field(message, text):
    number, name, kind = text.split()
    proto = message.field.add(name=name, number=int(number))
    proto.label = 3 if kind[0] in "*{" else 1
    if kind in SCALARS:
        proto.type = SCALARS[kind]
        return
    proto.type = descriptor_pb2.FieldDescriptorProto.TYPE_MESSAGE
    proto.type_name = f".{PACKAGE}.{kind.lstrip('*{}')}"
    if kind.startswith("{}"):
        entry = message.nested_type.add(name="".join(p.title() for p in name.split("_")) + "Entry")
        entry.options.map_entry = True
        entry.field.add(name="key", number=1, label=1, type=SCALARS["string"])
        entry.field.add(name="value", number=2, label=1, type=11, type_name=proto.type_name)
        proto.type_name = f".{PACKAGE}.{message.name}.{entry.name}"


def _messages():
    file = descriptor_pb2.FileDescriptorProto(
        name="provider.proto", package=PACKAGE, syntax="proto3"
    )
    for line in filter(None, TABLE.splitlines()):
        name, _, fields = line.partition(":")
        message = file.message_type.add(name=name)
        for field in filter(None, (f.strip() for f in fields.split(","))):
            _field(message, field)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    find = pool.FindMessageTypeByName
    return {
        m.name: message_factory.GetMessageClass(find(f"{PACKAGE}.{m.name}"))
        for m in file.message_type
    }


MESSAGES = _messages()
