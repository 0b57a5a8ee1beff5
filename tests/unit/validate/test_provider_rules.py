"""What clouds refuse beyond types is data with sources, and is found before Terraform runs."""

import json
import re
from pathlib import Path

import pytest

from kafka_scaffold.validate.provider_rules import (
    Partial,
    check_arguments,
    check_values,
    load_rules,
)


@pytest.mark.parametrize(
    ("kind", "values", "word"),
    [
        pytest.param("aws_msk_cluster", {"cluster_name": "x" * 65}, "65 characters", id="long"),
        pytest.param("aws_s3_bucket", {"bucket": "ab"}, "shorter", id="short"),
        pytest.param("aws_s3_bucket", {"bucket": "Upper-Case"}, "match", id="pattern"),
        pytest.param("aws_s3_bucket", {"bucket": "a..b"}, "match", id="two-dots"),
        pytest.param("aws_kms_alias", {"name": "alias/aws/x"}, "match", id="reserved"),
        pytest.param("aws_kms_key", {"deletion_window_in_days": 5}, "less than 7", id="small"),
        pytest.param("aws_kms_key", {"deletion_window_in_days": 31}, "more than 30", id="large"),
        pytest.param("aws_cloudwatch_log_group", {"retention_in_days": 31}, "one of", id="choice"),
        pytest.param("aws_cloudwatch_metric_alarm", {"period": 90}, "multiple", id="multiple"),
        pytest.param("aws_cloudwatch_dashboard", {"dashboard_body": "{"}, "not JSON", id="json"),
        pytest.param(
            "aws_iam_policy", {"policy": '"' + "x" * 6200 + '"'}, "6144", id="policy-size"
        ),
        pytest.param("aws_vpc", {"tags": {"a": "x" * 257}}, "at most 256", id="tag-value"),
        pytest.param("aws_vpc", {"tags": {"a": "<x>"}}, "do not take", id="tag-characters"),
        pytest.param(
            "provider aws", {"default_tags": [{"tags": {"a.b" * 50: "x"}}]}, "128", id="key"
        ),
        pytest.param("aws_eks_cluster", {"version": "1.35.2"}, "match", id="eks-patch"),
        pytest.param(
            "azurerm_storage_account", {"name": "kafka-tiered"}, "match", id="azure-hyphen"
        ),
        pytest.param(
            "azurerm_kubernetes_cluster_node_pool",
            {"name": "controllers12"},
            "match",
            id="azure-pool",
        ),
        pytest.param("google_container_cluster", {"name": "k" * 41}, "at most 40", id="gke-long"),
        pytest.param("google_service_account", {"account_id": "kafka"}, "shorter", id="gcp-short"),
        pytest.param(
            "google_container_node_pool",
            {"node_config": [{"taint": [{"effect": "NoSchedule"}]}]},
            "one of",
            id="gke-taint",
        ),
        pytest.param("confluent_kafka_topic", {"topic_name": "a b"}, "match", id="topic-name"),
        pytest.param(
            "confluent_kafka_topic",
            {"config": {"compression.type": "lz4"}},
            "'compression.type' is not one of",
            id="key",
        ),
        pytest.param(
            "confluent_cluster_link",
            {"config": {"acl.sync.enable": "true", "topics": "x"}},
            "'topics'",
            id="link-key",
        ),
        pytest.param(
            "confluent_network",
            {"connection_types": ["PEERING", "VPN"]},
            "'VPN' is not one of",
            id="item",
        ),
        pytest.param("confluent_network", {"cidr": "10.0.0.0/15"}, "match", id="mask"),
        pytest.param("confluent_ip_group", {"cidr_blocks": []}, "at least 1", id="few"),
        pytest.param("confluent_flink_compute_pool", {"max_cfu": 15}, "one of", id="cfu"),
        pytest.param(
            "confluent_api_key", {"owner": [{"id": "pool-a"}]}, "match", id="key-of-a-pool"
        ),
        pytest.param(
            "confluent_kafka_cluster", {"enterprise": [{"max_ecku": 33}]}, "more than 32", id="ecku"
        ),
        pytest.param(
            "aws_msk_cluster",
            {
                "broker_node_group_info": [
                    {"storage_info": [{"ebs_storage_info": [{"volume_size": 0}]}]}
                ]
            },
            "volume_size: 0 is less than 1",
            id="nested",
        ),
    ],
)
def test_a_refused_value_is_found(kind, values, word):
    """The finding names the attribute, the value and the limit."""
    messages = [finding.message for finding in check_values(kind, values, "here")]

    assert len(messages) == 1, messages
    assert word in messages[0]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        pytest.param("aws_msk_cluster", {"cluster_name": "x" * 64}, id="longest"),
        pytest.param("aws_s3_bucket", {"bucket": None}, id="unset"),
        pytest.param("aws_s3_bucket", {"bucket": Partial(least="a-")}, id="known-at-apply"),
        pytest.param("aws_cloudwatch_metric_alarm", {"period": 300}, id="multiple"),
        pytest.param("aws_vpc", {"tags": {"kafka.example/owner": "Ünïcode + @me"}}, id="tags"),
        pytest.param("aws_unheard_of", {"name": "x" * 9999}, id="no-rules"),
    ],
)
def test_an_accepted_value_is_left_alone(kind, values):
    """Limits are inclusive, and what is not known yet is not guessed at."""
    assert check_values(kind, values, "here") == ()


def test_a_partial_text_that_is_too_long_already_is_found():
    """Whatever the rest turns out to be, it will not fit."""
    values = {"bucket": Partial(least="x" * 64)}

    assert "at most 63" in check_values("aws_s3_bucket", values, "here")[0].message


def test_every_rule_names_its_source():
    """An API model, a provider's source, Kafka's, or an assumption that says which document."""
    providers = ("provider internal/", "provider azurerm 5", "provider google 7")
    kinds = ("api ", *providers, "assumed, ", "Apache Kafka ")

    assert [
        r for rules in load_rules().values() for r in rules if not r.source.startswith(kinds)
    ] == []


def test_every_pattern_compiles():
    """A broken pattern would otherwise show up at a user's desk."""
    for rules in load_rules().values():
        for rule in rules:
            if rule.check == "pattern":
                re.compile(rule.value)


@pytest.mark.parametrize(
    ("kind", "names", "complaint"),
    [
        pytest.param("aws_route", {"destination_cidr_block", "gateway_id"}, "", id="one-each"),
        pytest.param("aws_route", {"destination_cidr_block"}, "none is given", id="none"),
        pytest.param("aws_iam_role", {"name", "name_prefix"}, "name and name_prefix", id="both"),
        pytest.param("aws_iam_role", set(), "", id="optional"),
        pytest.param("aws_unheard_of", {"a", "b"}, "", id="no-rules"),
    ],
)
def test_arguments_that_exclude_each_other_are_found(kind, names, complaint):
    """The provider refuses them; its schema does not say so."""
    messages = [f.message for f in check_arguments(kind, names, "here")]

    assert len(messages) == bool(complaint)
    assert all(complaint in message for message in messages)


SCHEMAS = Path(__file__).parents[2] / "fixtures" / "terraform-schemas"


def attributes(kind):
    """Return the dotted paths of a type's arguments and blocks."""

    def inside(block, prefix=""):
        for name, attribute in block.get("attributes", {}).items():
            yield prefix + name
            yield from inside(attribute.get("nested_type", {}), f"{prefix}{name}.")
        for name, nested in block.get("block_types", {}).items():
            yield prefix + name
            yield from inside(nested["block"], f"{prefix}{name}.")

    schema = json.loads((SCHEMAS / f"{kind.partition('_')[0]}.json").read_text())
    return set(inside(schema["resource_schemas"][kind]["block"]))


@pytest.mark.parametrize(
    "kind", [kind for kind in load_rules() if "_" in kind and load_rules()[kind]]
)
def test_every_rule_is_about_an_argument_that_exists(kind):
    """A misspelt path would silently check nothing."""
    named = [r.attribute.removesuffix(".*") for r in load_rules()[kind] if r.attribute]
    named += [name for r in load_rules()[kind] if not r.attribute for name in r.value.split("|")]

    assert set(named) - attributes(kind) == set()
