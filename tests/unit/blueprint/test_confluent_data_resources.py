"""What the data plane manages: topics, access, schemas, connectors, mirrors, statements."""

import re
from dataclasses import replace
from functools import cache

import pytest

from confluent_fixture import CASES
from confluent_rendered import (
    bare,
    block,
    changed,
    data_of,
    data_root,
    data_roots,
    details_of,
    each_case,
    planned,
    texts,
    texts_of,
)
from hostile import HOSTILE
from kafka_scaffold.blueprint.filters import hcl, hcl_label
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Acl
from kafka_scaffold.validate.tree import check_tree
from plan_fixture import setting


RESOURCE = re.compile(r'^resource "(\w+)" "([\w-]+)"', re.M)


@each_case
def test_each_topic_has_the_decided_partitions_and_settings(case):
    """Names, partitions and settings are those of the plan; how many copies there are is not for a topic to say."""
    for environment, found in data_roots(case):
        text = found["cluster/topics.tf"]
        declared = block(text, "locals")
        for topic in environment.topics:
            start = declared.index(f"\n    {hcl(topic.name)} = {{\n")
            entry = declared[start : declared.index("\n    }\n", start)]
            assert f"\n      partitions = {topic.partitions}\n" in entry
            settings = re.findall(r'^        "([\w.]+)" = "(.*)"$', entry, re.M)
            assert settings == [(s.name, str(s.value).lower()) for s in topic.settings]
        assert len(re.findall(r"^      partitions = ", declared, re.M)) == len(environment.topics)
        assert "replication" not in bare(text)


@each_case
def test_protected_environments_lose_nothing(case):
    """Whatever holds data or its way elsewhere cannot be destroyed in a protected environment, and can in others."""
    guarded = {
        "confluent_cluster_link",
        "confluent_connector",
        "confluent_kafka_mirror_topic",
        "confluent_kafka_topic",
        "confluent_schema",
        "confluent_subject_config",
    }
    for environment, found in data_roots(case):
        protect = str(environment.environment.protect).lower()
        for path, text in found.items():
            for kind, label in RESOURCE.findall(text) if path.endswith(".tf") else ():
                if kind in guarded:
                    made = block(text, f'resource "{kind}" "{label}"')
                    assert f"prevent_destroy = {protect}\n" in made, (path, kind)


def test_adopted_topics_are_imported():
    """A topic that exists is taken over by its name, and its id follows from the cluster."""
    _, found = data_roots(CASES[0])[0]
    taken = block(found["main.tf"], "import")

    assert "for_each = var.adopted_topics" in taken
    assert "to = module.cluster.confluent_kafka_topic.main[each.value]" in taken
    assert 'id = "${data.confluent_kafka_cluster.main.id}/${each.value}"' in taken


def test_a_workload_as_a_whole_has_no_topics():
    """Without topics there is nothing to adopt, to tag or to mirror, and it still can be read."""
    plan = changed(("enterprise", "aws", "private-link", "api-key"), schemas=(), connectors=())
    environments = tuple(
        replace(
            e,
            topics=(),
            details=replace(
                details_of(e),
                recovery=(r := details_of(e).recovery) and replace(r, topics=(), exporter=None),
            ),
        )
        for e in plan.environments
    )
    off = {"connect", "connect_s3", "connect_debezium", "schemas", "recovery_schemas", "topics"}
    flags = tuple((name, on and name not in off) for name, on in plan.flags)
    made = render(replace(plan, environments=environments, flags=flags))
    found = data_root(texts_of(made), "prod")

    assert check_tree(made) == ()
    assert RESOURCE.findall(found["cluster/topics.tf"]) == []
    assert "import {" not in found["main.tf"]
    assert not any("confluent_kafka_topic.main" in bare(text) for text in found.values())


# keys and the state


@each_case
def test_acls_are_those_of_the_plan_where_roles_are_none(case):
    """Every ACL names its application, one thing and one operation; nobody is everybody."""
    for environment, found in data_roots(case):
        details = details_of(environment)
        if details.roles:
            assert "cluster/acls.tf" not in found
            continue
        text = found["cluster/acls.tf"]
        rules = re.findall(
            r'\{ type = "(\w+)", name = "([^"]+)", pattern = "(\w+)", operation = "(\w+)" \},', text
        )
        assert rules == [
            (a.resource_type, a.resource, a.pattern, a.operation)
            for i in details.identities
            for a in i.acls
        ]
        assert 'principal     = "User:${data.confluent_service_account.acl_holders' in text
        assert 'permission    = "ALLOW"' in text
        assert "User:*" not in text


def test_what_no_role_says_is_an_acl_beside_roles():
    """A single rule of a type with roles makes the file, for that application alone."""
    rule = Acl(
        resource_type="CLUSTER",
        resource="kafka-cluster",
        pattern="LITERAL",
        operation="DESCRIBE_CONFIGS",
        reason="Reads its limits",
    )
    case = ("dedicated", "aws", "public", "api-key")
    first, *others = details_of(planned(case).environments[0]).identities
    plan = changed(case, identities=(replace(first, acls=(rule,)), *others))
    found = data_of(plan, "dev")["cluster/acls.tf"]

    assert "What no role says" in found
    assert "# Reads its limits" in found
    assert re.findall(r'^    "([\w-]+)" = \[$', found, re.M) == [first.name]


# schemas and catalogue


@each_case
def test_each_schema_is_registered_after_its_rule(case):
    """A subject says what may follow before anything is there, and its file is in the repository."""
    for environment, found in data_roots(case):
        text = found["cluster/schemas.tf"]
        for schema in details_of(environment).schemas:
            assert f"    {hcl(schema.name)} = {{" in text
            assert schema.file in texts(case)
        made = block(text, 'resource "confluent_schema" "main"')
        assert "subject_name = confluent_subject_config.main[each.key].subject_name" in made
        # From the module to the top of the repository: cluster, environment, data, terraform.
        assert 'file("${path.module}/../../../../${each.value.file}")' in made
        assert ("depends_on = [confluent_tag.main]" in made) is bool(
            details_of(environment).topic_tags
        )


def test_without_advanced_governance_there_is_no_business_metadata():
    """Tags come with every package, attributes with Advanced alone."""
    plan = changed(("standard", "gcp", "public", "oauth"), topic_attributes=())
    found = data_of(plan, "prod")["cluster/catalog.tf"]

    assert {kind for kind, _ in RESOURCE.findall(found)} == {
        "confluent_tag",
        "confluent_tag_binding",
    }


def test_without_schemas_and_tags_no_registry_is_asked():
    """No key of Schema Registry is wanted where nothing is written to it."""
    plan = changed(
        ("freight", "aws", "pni", "api-key"), schemas=(), topic_tags=(), topic_attributes=()
    )
    found = data_of(plan, "prod")

    assert "schema_registry" not in "\n".join(found.values())


# connectors


@each_case
def test_connectors_act_as_themselves_and_keep_secrets_apart(case):
    """Each has the class, the tasks and the account of the plan, nothing left to fill in, and no secret in the open."""
    for environment, found in data_roots(case):
        details = details_of(environment)
        for connector in details.connectors:
            text = found["cluster/connectors.tf"]
            made = block(text, f'resource "confluent_connector" "{hcl_label(connector.name)}"')
            plain, _, hidden = made.partition("config_sensitive = ")
            assert re.search(rf'"connector.class" += "{connector.class_name}"', plain)
            assert f'"tasks.max" = "{connector.tasks.value}"' in plain
            assert re.search(r'"kafka.auth.mode" += "SERVICE_ACCOUNT"', plain)
            assert "@{" not in made
            for secret in connector.secrets:
                assert f'"{secret}"' not in plain
                assert f'"{secret}" = jsondecode(data.' in hidden
            assert connector.secrets or hidden.startswith("{}")
            assert ('"topics"' in plain) is connector.is_sink
            assert "confluent_kafka_topic.main" in made.partition("depends_on")[2]


def test_a_setting_of_the_plan_wins_over_ours():
    """A connector that says its own authentication is not told twice."""
    case = ("dedicated", "aws", "public", "api-key")
    first = details_of(planned(case).environments[0]).connectors[0]
    own = replace(
        first, configuration=(*first.configuration, setting("kafka.auth.mode", "KAFKA_API_KEY"))
    )
    text = data_of(changed(case, connectors=(own,)), "dev")["cluster/connectors.tf"]

    assert text.count('"kafka.auth.mode"') == 1
    assert '"kafka.auth.mode" = "KAFKA_API_KEY"' in text


def test_templates_become_references_and_what_nobody_knows_becomes_a_question():
    """Part of a text or all of it: each template ends as an expression, its owner's part as a field of the variable."""
    case = ("dedicated", "aws", "public", "api-key")
    first = details_of(planned(case).environments[0]).connectors[0]
    own = replace(
        first,
        integration=False,
        configuration=(
            setting("whole", "@{database_host}"),
            setting("part", "jdbc:@{database_host}/@{database_name}?as=@{service_account}"),
        ),
    )
    found = data_of(changed(case, connectors=(own,)), "dev")
    account = f'data.confluent_service_account.connectors["{own.name}"].id'

    assert own.fill_ins == ("database_host", "database_name")
    assert '"whole" = each.value.database_host\n' in found["cluster/connectors.tf"]
    assert (
        '"part" = "jdbc:${each.value.database_host}/${each.value.database_name}?as=${' + account
        in found["cluster/connectors.tf"]
    )
    asked = block(found["variables.tf"], 'variable "connectors"')
    assert re.findall(r"^    (\w+) += optional\(string\)$", asked, re.M) == list(own.fill_ins)


# the standby and Flink


@each_case
def test_the_standby_mirrors_every_topic_that_is_to_survive(case):
    """A link that the standby opens, a mirror for each topic, and all schemas under their own names."""
    for environment, found in data_roots(case):
        recovery = details_of(environment).recovery
        if recovery is None:
            assert "cluster/links.tf" not in found
            assert "mirror_status" not in found["variables.tf"]
            continue
        text = found["cluster/links.tf"]
        listed = block(text, 'resource "confluent_kafka_mirror_topic" "main"').partition("])")[0]
        assert re.findall(r'^    "([^"]+)",$', listed, re.M) == list(recovery.topics)
        assert 'link_mode       = "DESTINATION"' in text
        assert "topic_name = confluent_kafka_topic.main[each.value].topic_name" in text
        assert "status = var.mirror_status" in text
        assert 'context_type = "NONE"' in text
        assert set(recovery.topics) <= {t.name for t in environment.topics}


@each_case
def test_no_statement_runs_before_somebody_writes_one(case):
    """The folder explains itself and holds no SQL: a statement costs money for each minute."""
    asked = any(details_of(e).flink for e in planned(case).environments)
    inside = {path for path in texts(case) if path.startswith("flink/")}

    assert inside == ({"flink/README.md"} if asked else set())
    for environment, found in data_roots(case):
        if details_of(environment).flink:
            text = found["cluster/flink.tf"]
            assert 'fileset("${local.flink_folder}/${folder}", "*.sql")' in text
            assert f'["shared", "{environment.environment.name}"]' in text


def test_the_partition_limit_is_told_where_topics_are_made():
    """Who applies many topics at once reads how, and how slowly."""
    dev, prod = (found["cluster/topics.tf"] for _, found in data_roots(CASES[4]))

    assert "500 partitions" in dev
    assert "-parallelism=2" in prod
    assert "-parallelism" not in dev


@pytest.mark.parametrize("text", HOSTILE, ids=[f"{n}" for n in range(len(HOSTILE))])
def test_hostile_text_stays_text(text):
    """Whatever is written into free text, Terraform sees the same blocks and arguments."""
    calm, found = hostile("calm"), hostile(text[:5000])

    assert found.keys() == calm.keys()
    for path, content in found.items():
        assert skeleton(content) == skeleton(calm[path]), path


@cache
def hostile(text: str) -> dict[str, str]:
    """Return a data root in which every free text of the details is that text."""
    case = ("basic", "aws", "public", "api-key")
    details = details_of(planned(case).environments[1])
    connectors = tuple(
        replace(c, configuration=(*c.configuration, setting("note", f"x{text}", text)))
        for c in details.connectors
    )
    holders = tuple(
        replace(i, acls=tuple(replace(a, reason=text) for a in i.acls)) for i in details.identities
    )
    plan = changed(
        case,
        connectors=connectors,
        identities=holders,
        topic_tags=(("managed", f"x{text}"),),
        topic_attributes=(("owner", f"x{text}"),),
    )
    topics = tuple(replace(t, reason=text) for t in plan.environments[1].topics)
    environments = (plan.environments[0], replace(plan.environments[1], topics=topics))
    return data_of(replace(plan, environments=environments), "prod")


def skeleton(text: str) -> list[str]:
    """Return a file without comments and with every string emptied: what a parser sees besides text."""
    plain = re.sub(
        r'"(?:[^"\\]|\\.)*"|#[^\n]*', lambda m: '""' if m[0].startswith('"') else "", text
    )
    lines = (line.rstrip() for line in plain.splitlines())
    return [re.sub(r" +", " ", line) for line in lines if line.strip()]
