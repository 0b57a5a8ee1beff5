"""The Terraform of an MSK repository: what must hold for every variant, authentication, exposure and network."""

import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from hostile import HOSTILE
from kafka_scaffold.blueprint.filters import fit, hcl_label, subnet
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.answers import Application, ApplicationKind, Language
from kafka_scaffold.model.plan import Plan
from kafka_scaffold.model.tree import Ownership, RenderedFile
from kafka_scaffold.sizing.platforms.msk.details import MAX_POLICY_CHARACTERS, IamStatement, split
from kafka_scaffold.validate.tree import check_tree
from msk_scenarios import combinations, scenario


MANAGED = "# Managed by kafka-scaffold: "
SEEDED = "# Written once by kafka-scaffold"
COMBINATIONS = [(*c, rich) for c in combinations() for rich in (False, True)]
LONG_PROJECT = "p" * 40
LONG_ENVIRONMENT = "e" * 20
LONG_APPLICATION = "a" * 63
LONG_TOPIC = "T." * 124 + "t"

each_combination = pytest.mark.parametrize(
    "combination", COMBINATIONS, ids=["-".join(map(str, c)) for c in COMBINATIONS]
)


@cache
def files(combination: tuple[str, str, str, str, bool]) -> dict[str, RenderedFile]:
    """Return the Terraform files of one combination by path."""
    *kind, rich = combination
    return terraform(scenario(*kind, rich=rich))


def terraform(decided: Plan) -> dict[str, RenderedFile]:
    """Return a plan's Terraform files by path."""
    return {f.path: f for f in render(decided).files if f.path.startswith("terraform/")}


def texts(found: dict[str, RenderedFile], environment: str) -> dict[str, str]:
    """Return the files of one environment's root by name."""
    prefix = f"terraform/environments/{environment}/"
    return {
        path.removeprefix(prefix): file.content.decode()
        for path, file in found.items()
        if path.startswith(prefix)
    }


def block(text: str, opening: str) -> str:
    """Return a top-level block by its first line."""
    start = text.index(f"\n{opening} {{\n") + 1
    return text[start : text.index("\n}\n", start) + 2]


def resources(text: str) -> list[str]:
    """Return the addresses of a file's resources and data sources."""
    return re.findall(r'^(?:resource|data|ephemeral) "(\w+" "[\w-]+)"', text, re.M)


def skeleton(text: str) -> list[str]:
    """Return a file without comments and with every string emptied: what a parser sees besides text."""
    bare = re.sub(
        r'"(?:[^"\\]|\\.)*"|#[^\n]*', lambda m: '""' if m[0].startswith('"') else "", text
    )
    lines = (line.rstrip() for line in bare.splitlines())
    return [re.sub(r" +", " ", line) for line in lines if line.strip()]


# what a reviewer looks for first


@each_combination
def test_every_file_says_whose_it_is(combination):
    """Managed files name what to edit instead; the one seeded file says that it is the user's."""
    for path, file in files(combination).items():
        first = file.content.decode().partition("\n")[0]
        seeded = path.endswith("terraform.tfvars")
        assert file.ownership is (Ownership.SEEDED if seeded else Ownership.MANAGED), path
        assert first.startswith(SEEDED if seeded else MANAGED), path


@each_combination
@pytest.mark.parametrize(("environment", "protected"), [("dev", "false"), ("prod", "true")])
def test_data_is_guarded_by_a_literal(combination, environment, protected):
    """`prevent_destroy` takes no variable: it is true for everything that holds data in a protected environment."""
    found = texts(files(combination), environment)
    guards = [
        value
        for text in found.values()
        for value in re.findall(r"^ +prevent_destroy = (.*)$", text, re.M)
    ]

    assert set(guards) == {protected}
    assert "prevent_destroy" in found["msk.tf"]
    assert "prevent_destroy" in found.get("topics.tf", "prevent_destroy")


@each_combination
def test_nothing_is_open_or_in_plain_text(combination):
    """Clients sign in, traffic is encrypted, and the internet is let in nowhere but where it was asked for."""
    together = "\n".join(file.content.decode() for file in files(combination).values())

    assert "PLAINTEXT" not in together
    assert not re.search(r"unauthenticated = true|client_broker = \"(?!TLS\")|:?9092", together)
    assert 'ip_protocol       = "-1"' not in together
    ingress = re.findall(
        r'^resource "aws_vpc_security_group_ingress_rule".*?^}', together, re.M | re.S
    )
    assert ingress
    assert not [rule for rule in ingress if "0.0.0.0/0" in rule]


@each_combination
def test_serverless_and_express_get_only_what_they_take(combination):
    """Express refuses storage settings and scaling; Serverless has no brokers, logs, configuration or topic API."""
    variant = combination[0]
    found = texts(files(combination), "prod")
    together = "\n".join(text for name, text in found.items() if name.endswith(".tf"))
    brokers = ("storage_info", "storage_mode", "aws_appautoscaling_target")
    provisioned = ('"aws_msk_cluster"', "aws_msk_configuration", "aws_msk_topic", "logging_info")

    assert any(word in together for word in brokers) is (variant == "standard")
    assert [w for w in provisioned if w in together] == (
        [] if variant == "serverless" else [*provisioned]
    )
    assert ("rebalancing {" in together) is (variant == "express")
    assert ("aws_msk_serverless_cluster" in together) is (variant == "serverless")


@each_combination
@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_every_topic_is_there(combination, environment):
    """Partitions, replicas and every setting, as text, are those of the plan."""
    *kind, rich = combination
    decided = scenario(*kind, rich=rich)
    part = next(e for e in decided.environments if e.environment.name == environment)
    text = texts(files(combination), environment).get("topics.tf")
    if combination[0] == "serverless":
        assert text is None
        return
    for topic in part.topics:
        found = text[text.index(f'    "{topic.name}" = {{') :]
        found = found[: found.index("\n    }\n")]
        assert f"partitions         = {topic.partitions}\n" in found
        assert f"replication_factor = {topic.replication_factor}\n" in found
        for setting in topic.settings:
            assert f'"{setting.name}" = "{setting.value}"' in found
    assert text.count("\n      replication_factor = ") == len(part.topics)


@each_combination
def test_each_listener_is_reachable_by_those_it_is_for(combination):
    """In the network by security group, from outside by named networks, over PrivateLink on its range of ports."""
    *kind, rich = combination
    decided = scenario(*kind, rich=rich)
    text = texts(files(combination), "prod")["security-groups.tf"]
    asked = decided.answers.security
    for listener in decided.environments[1].details.listeners:
        label = f"{listener.name}_{listener.port}"
        if listener.reach == "vpc":
            for way in ("ingress", "egress"):
                rule = block(
                    text, f'resource "aws_vpc_security_group_{way}_rule" "clients_{label}"'
                )
                assert f"from_port                    = {listener.port}\n" in rule
                assert "referenced_security_group_id" in rule
        elif listener.reach == "public":
            rule = block(text, f'resource "aws_vpc_security_group_ingress_rule" "public_{label}"')
            assert all(f'"{cidr}"' in rule for cidr in asked.allowed_cidrs)
        else:
            rule = block(text, 'resource "aws_vpc_security_group_ingress_rule" "private_link"')
            assert "from_port         = 14001\n  to_port           = 14100\n" in rule


@each_combination
def test_addresses_are_unique(combination):
    """No two files of a root define the same resource."""
    for environment in ("dev", "prod"):
        found = texts(files(combination), environment)
        counted = Counter(address for text in found.values() for address in resources(text))

        assert [address for address, count in counted.items() if count > 1] == []


@each_combination
def test_variables_and_outputs_are_in_order_and_described(combination):
    """Alphabetical order is what a reader searches by."""
    for path, file in files(combination).items():
        name = path.rpartition("/")[2]
        if name not in {"variables.tf", "outputs.tf"}:
            continue
        text = file.content.decode()
        names = re.findall(r'^(?:variable|output) "(\w+)" \{$', text, re.M)

        assert names == sorted(names), path
        assert text.count("\n  description = ") == len(names), path


@each_combination
def test_every_skipped_check_has_a_reason(combination):
    """A skipped policy is a decision, and a decision has words."""
    for path, file in files(combination).items():
        for line in file.content.decode().splitlines():
            if "checkov:skip" in line:
                assert re.fullmatch(r" +#checkov:skip=CKV2?_AWS_\d+:\w.{20,}", line), (path, line)


@each_combination
def test_tests_state_the_sizing(combination):
    """Each environment carries tests of its own with the plan's numbers and with values that must be refused."""
    *kind, rich = combination
    decided = scenario(*kind, rich=rich)
    for part in decided.environments:
        text = texts(files(combination), part.environment.name)["tests/sizing.tftest.hcl"]

        assert 'mock_provider "aws"' in text
        assert "expect_failures = [var.allowed_account_ids]" in text
        if combination[0] != "serverless":
            assert f"number_of_broker_nodes == {part.details.brokers}\n" in text
            assert text.count("partition_count == ") == len(part.topics)
        for alarm in part.details.alarms:
            assert f"aws_cloudwatch_metric_alarm.{hcl_label(alarm.name)}" in text


@each_combination
def test_values_are_within_what_the_provider_takes(combination):
    """Names, enumerations and patterns are checked before Terraform is ever run."""
    *kind, rich = combination
    found = [
        f
        for f in check_tree(render(scenario(*kind, rich=rich)))
        if f.where.startswith("terraform/")
    ]

    assert found == []


# single features


def test_passwords_reach_no_state():
    """A password is made by an ephemeral resource and handed to a write-only argument."""
    text = texts(files(("standard", "scram", "private", "new", False)), "prod")["scram.tf"]

    assert 'ephemeral "random_password" "scram"' in text
    assert "secret_string_wo = jsonencode(" in text
    assert "secret_string_wo_version = " in text
    assert not re.search(r'secret_string +=|resource "random_password"', text)
    assert 'name                    = "AmazonMSK_' in text
    assert "kms_key_id              = aws_kms_key.scram.arn" in text


@pytest.mark.parametrize("variant", ["standard", "express"])
@pytest.mark.parametrize("authentication", ["scram", "mtls"])
def test_acls_can_be_granted_before_they_are_enforced(variant, authentication):
    """MSK has no super user: access without an ACL closes with a variable, after the first grant."""
    decided = scenario(variant, authentication)
    bootstrap = next(
        s
        for s in decided.environments[0].details.server_properties
        if s.name == "allow.everyone.if.no.acl.found"
    )
    environments = tuple(
        replace(e, details=replace(e.details, acl_bootstrap=replace(bootstrap, value=True)))
        for e in decided.environments
    )
    found = texts(terraform(replace(decided, environments=environments)), "prod")

    assert '"allow.everyone.if.no.acl.found=${!var.acls_enforced}",' in found["msk.tf"]
    assert "\nacls_enforced = false\n" in found["terraform.tfvars"]


def test_iam_closes_access_at_once():
    """With IAM no ACL is needed, so nothing waits for one."""
    text = texts(files(("express", "iam", "private", "new", False)), "prod")["msk.tf"]

    assert '"allow.everyone.if.no.acl.found=false",' in text


@pytest.mark.parametrize("variant", ["standard", "express"])
def test_public_access_is_a_second_step(variant):
    """MSK refuses public access at creation, so it follows a variable that starts as false."""
    found = texts(files((variant, "iam", "public", "new", False)), "prod")

    assert (
        'type = var.public_access_enabled ? "SERVICE_PROVIDED_EIPS" : "DISABLED"' in found["msk.tf"]
    )
    assert "\npublic_access_enabled = false\n" in found["terraform.tfvars"]
    assert "aws_internet_gateway" in found["network.tf"]


@pytest.mark.parametrize("variant", ["standard", "express", "serverless"])
def test_a_private_network_has_no_way_out(variant):
    """Neither gateway nor NAT; the default security group is emptied; flows are logged."""
    text = texts(files((variant, "iam", "private", "new", False)), "prod")["network.tf"]

    assert "aws_internet_gateway" not in text
    assert "aws_nat_gateway" not in text
    assert 'resource "aws_default_security_group" "main"' in text
    assert 'resource "aws_flow_log" "main"' in text


def test_storage_is_grown_by_one_hand():
    """Autoscaled volumes are ignored by Terraform; volumes that Terraform grows have no scaling policy."""
    scaled = texts(files(("standard", "iam", "private", "new", False)), "prod")
    grown = texts(files(("standard", "iam", "private", "new", True)), "prod")

    assert "ebs_storage_info[0].volume_size]" in scaled["msk.tf"]
    assert "aws_appautoscaling_target" in scaled["storage.tf"]
    assert "ignore_changes" not in grown["msk.tf"]
    assert "storage.tf" not in grown
    assert "volume_throughput = 500" in grown["msk.tf"]


def test_a_configuration_is_never_replaced():
    """Its name follows the cluster alone, and it names no Kafka version."""
    text = texts(files(("standard", "iam", "private", "new", False)), "prod")["msk.tf"]
    configuration = block(text, 'resource "aws_msk_configuration" "main"')

    assert 'name        = "clickstream-prod"' in configuration
    assert "kafka_versions" not in configuration


@pytest.mark.parametrize("variant", ["standard", "express", "serverless"])
def test_adopting_changes_nothing_that_would_replace(variant):
    """The existing cluster is imported, guarded whatever was asked, and keeps its key, subnets and groups."""
    found = terraform(scenario(variant, network="existing", adopt=True))
    prod, dev = texts(found, "prod"), texts(found, "dev")

    assert prod["imports.tf"].count("import {") == (1 if variant == "serverless" else 2)
    assert "import {" not in dev["imports.tf"]
    assert "prevent_destroy = true" in prod["msk.tf"]
    if variant == "serverless":
        assert "ignore_changes = [vpc_config]" in prod["msk.tf"]
        return
    assert "encryption_at_rest_kms_key_arn" not in prod["msk.tf"]
    assert "data.aws_msk_cluster.adopted.broker_node_group_info[0].client_subnets" in prod["msk.tf"]
    assert "encryption_at_rest_kms_key_arn" in dev["msk.tf"]


def test_each_log_destination_is_written():
    """CloudWatch with a key and a retention, S3 with a policy, Firehose by name."""
    found = texts(files(("express", "iam", "private", "new", True)), "prod")
    group = block(found["logging.tf"], 'resource "aws_cloudwatch_log_group" "brokers"')

    assert "kms_key_id = aws_kms_key.main.arn" in group
    assert "retention_in_days = 30" in group
    assert 'resource "aws_s3_bucket_policy" "logs"' in found["logging.tf"]
    assert "delivery_stream = var.log_delivery_stream" in found["msk.tf"]


def test_connectors_take_references_not_placeholders():
    """No placeholder is left, and a connector's own dollar signs stay text."""
    text = texts(files(("express", "iam", "private", "new", True)), "prod")["connect.tf"]

    assert "@{" not in text
    assert '"s3.bucket.name" = aws_s3_bucket.connect_lake.id' in text
    assert '"$${secretManager:${var.connectors[each.key].secret_name}:password}"' in text
    assert 'encryption_type = "TLS"' in text


def test_alarms_reach_people_by_severity():
    """An alarm that pages goes to the topic that pages."""
    found = texts(files(("express", "iam", "private", "new", True)), "prod")["monitoring.tf"]
    page = block(found, 'resource "aws_cloudwatch_metric_alarm" "under_min_isr"')
    ticket = block(found, 'resource "aws_cloudwatch_metric_alarm" "cpu"')

    assert "alarm_actions       = [aws_sns_topic.page.arn]" in page
    assert "alarm_actions       = [aws_sns_topic.ticket.arn]" in ticket
    assert 'expression  = "m1 + m2"' in ticket
    assert "for_each = local.broker_ids" in page


def test_state_is_locked_and_never_lost():
    """S3 locks natively; the bucket is versioned, encrypted, private, TLS only and cannot be destroyed."""
    found = files(("express", "iam", "private", "new", False))
    backend = found["terraform/environments/prod/backend.tf"].content.decode()
    state = found["terraform/bootstrap/state.tf"].content.decode()

    assert "use_lockfile = true" in backend
    assert 'key     = "clickstream/prod/terraform.tfstate"' in backend
    assert state.count("prevent_destroy = true") == 2
    for kind in ("versioning", "server_side_encryption_configuration", "public_access_block"):
        assert f'resource "aws_s3_bucket_{kind}" "state"' in state


# names and untrusted text


def stretched(variant: str, authentication: str) -> Plan:
    """Return a plan in which every name is as long as it may be."""
    decided = scenario(variant, authentication, rich=True)
    asked = decided.answers
    application = Application(
        name=LONG_APPLICATION,
        kind=ApplicationKind.CONSUMER,
        language=Language.JAVA,
        exactly_once=False,
    )
    environments = tuple(
        replace(
            e,
            environment=replace(e.environment, name=name),
            topics=tuple(
                replace(t, name=n) for t, n in zip(e.topics, (LONG_TOPIC, "t.1"), strict=True)
            ),
            details=replace(
                e.details,
                cluster_name=fit(f"{LONG_PROJECT}-{name}", 64),
                access=tuple(
                    replace(a, application=LONG_APPLICATION) if a.application == "web" else a
                    for a in e.details.access
                ),
                alarms=tuple(
                    replace(
                        a,
                        name=f"lag-{LONG_APPLICATION}-{LONG_TOPIC}",
                        topic=LONG_TOPIC,
                        group=LONG_APPLICATION,
                    )
                    if a.group
                    else a
                    for a in e.details.alarms
                ),
            ),
        )
        for e, name in zip(decided.environments, (LONG_ENVIRONMENT, "f" * 20), strict=True)
    )
    asked = replace(
        asked,
        name=LONG_PROJECT,
        applications=(*asked.applications, application),
        environments=tuple(e.environment for e in environments),
    )
    return replace(decided, answers=asked, environments=environments)


@pytest.mark.parametrize(
    ("variant", "authentication"),
    [("standard", "iam"), ("standard", "scram"), ("express", "mtls"), ("serverless", "iam")],
)
def test_the_longest_names_fit(variant, authentication):
    """Project, environment, application and topic at their longest break no limit of AWS."""
    tree = render(stretched(variant, authentication))
    found = [f for f in check_tree(tree) if f.where.startswith("terraform/")]

    assert found == []
    for path in (p for p in tree.paths if p.endswith("/connect.tf")):
        roles = re.findall(
            r'resource "aws_iam_role" ".*?\n +name +?= "(.*?)"', tree[path].content.decode()
        )
        assert roles
        assert max(map(len, roles)) <= 64


def test_similar_names_stay_apart():
    """Topics that differ in a dot only have alarms of their own."""
    decided = scenario("express", "iam", rich=True)
    names = ("a.b", "a_b", "a-b")
    environments = tuple(
        replace(
            e,
            details=replace(
                e.details,
                alarms=tuple(
                    replace(e.details.alarms[-1], name=f"lag-sessions-{n}", topic=n) for n in names
                ),
            ),
        )
        for e in decided.environments
    )
    text = texts(terraform(replace(decided, environments=environments)), "prod")["monitoring.tf"]

    assert len(set(resources(text))) == len(resources(text)) == len(names) + 1
    assert all(f'"Topic"          = "{n}"' in text for n in names)


def hostile(decided: Plan, text: str) -> Plan:
    """Return a plan with a text in everything that people write freely."""
    answers = replace(
        decided.answers, description=text, owner=text, tags=(("team", text), (text or "t", "x"))
    )
    environments = tuple(
        replace(
            e,
            topics=tuple(replace(t, reason=text) for t in e.topics),
            details=replace(
                e.details,
                brokers_reason=text,
                alarms=tuple(replace(a, description=text, reason=text) for a in e.details.alarms),
                access=tuple(
                    replace(a, statements=tuple(replace(s, reason=text) for s in a.statements))
                    for a in e.details.access
                ),
            ),
        )
        for e in decided.environments
    )
    return replace(decided, answers=answers, environments=environments)


@pytest.mark.parametrize("text", HOSTILE, ids=[f"{n}" for n in range(len(HOSTILE))])
def test_hostile_text_stays_text(text):
    """Whatever is written into free text, Terraform sees the same blocks and arguments."""
    text = text[:5000]
    calm = terraform(hostile(scenario("express", "iam"), "calm"))
    found = terraform(hostile(scenario("express", "iam"), text))

    assert found.keys() == calm.keys()
    for path, file in found.items():
        if not path.endswith("providers.tf"):
            assert skeleton(file.content.decode()) == skeleton(calm[path].content.decode()), path
    tags = found["terraform/environments/prod/providers.tf"].content.decode()
    assert len(skeleton(tags)) in {
        len(skeleton(calm["terraform/environments/prod/providers.tf"].content.decode())) - n
        for n in (0, 1)
    }


# policies and names by themselves


def statement(topics: int, length: int = 249) -> IamStatement:
    """Return a statement on that many topics with names of that length."""
    return IamStatement(
        sid="Read",
        actions=("kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"),
        resources=tuple(("topic", f"{n:03d}".ljust(length, "t")) for n in range(topics)),
        reason="Reads",
    )


@pytest.mark.parametrize("topics", [0, 1, 10, 40, 300])
def test_policies_fit_and_lose_nothing(topics):
    """However many topics an application has, each policy is within IAM's quota and every right is in one."""
    asked = (
        statement(topics),
        *(replace(statement(n), sid=sid) for n, sid in ((2, "Few"), (1, "Write"))),
    )
    policies = split(asked)

    rights = [(s.sid.rstrip("0123456789"), r) for p in policies for s in p for r in s.resources]
    assert rights == [(s.sid, r) for s in asked for r in s.resources]
    for policy in policies:
        assert len({s.sid for s in policy}) == len(policy)
        assert characters(policy) <= MAX_POLICY_CHARACTERS


def characters(policy: tuple[IamStatement, ...]) -> int:
    """Return the size of a policy with the longest region, cluster name and uuid."""
    prefix = f"arn:aws-us-gov:kafka:ap-southeast-1:123456789012:topic/{'c' * 64}/{'u' * 38}/"
    document = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": s.sid,
                "Effect": "Allow",
                "Action": s.actions,
                "Resource": [prefix + name for _, name in s.resources],
            }
            for s in policy
        ],
    }
    return len(json.dumps(document, separators=(",", ":")))


@pytest.mark.parametrize("limit", [20, 64])
def test_names_that_are_cut_stay_different(limit):
    """Two long names with a common beginning remain two names, within the limit, without a dangling hyphen."""
    names = [fit("n" * 10 + "-" * limit + ending, limit) for ending in "ab"]

    assert names[0] != names[1]
    assert all(len(name) <= limit and "--" not in name for name in names)
    assert fit("short", limit) == "short"


def test_subnets_share_no_address():
    """Subnets are apart, inside the network, and never smaller than AWS allows."""
    assert [subnet("10.40.0.0/16", n) for n in range(3)] == [
        "10.40.0.0/20",
        "10.40.16.0/20",
        "10.40.32.0/20",
    ]
    assert [subnet("10.0.0.0/26", n) for n in range(3)] == [
        "10.0.0.0/28",
        "10.0.0.16/28",
        "10.0.0.32/28",
    ]
    with pytest.raises(ValueError, match="no room"):
        subnet("10.0.0.0/27", 2)
