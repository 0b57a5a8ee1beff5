"""The data plane of a Confluent Cloud repository: what must hold for every type, cloud, network and sign-in."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

import confluent_fixture
from hostile import HOSTILE
from kafka_scaffold.blueprint.filters import hcl, hcl_label
from kafka_scaffold.blueprint.render import render
from kafka_scaffold.model.plan import EnvironmentPlan, Plan
from kafka_scaffold.model.tree import Ownership, RenderedFile
from kafka_scaffold.sizing.platforms.confluent_cloud.details import Acl, ConfluentCloudDetails
from kafka_scaffold.validate.tree import check_tree
from plan_fixture import setting


Case = tuple[str, str, str, str]
CASES = confluent_fixture.CASES
RESOURCE = re.compile(r'^resource "(\w+)" "([\w-]+)"', re.M)
STORES = {
    "aws": ("aws_secretsmanager_secret_version", "secret_string"),
    "gcp": ("google_secret_manager_secret_version", "secret_data"),
    "azure": ("azurerm_key_vault_secret", "value"),
}
each_case = pytest.mark.parametrize("case", CASES, ids=["-".join(case) for case in CASES])


@cache
def planned(case: Case) -> Plan:
    """Return the hand-made plan of a case."""
    return confluent_fixture.plan(*case)


@cache
def files(case: Case) -> dict[str, RenderedFile]:
    """Return the rendered files of a case by path."""
    return {file.path: file for file in render(planned(case)).files}


def roots(case: Case) -> list[tuple[EnvironmentPlan, dict[str, str]]]:
    """Return each environment with the files of its data root, by their path in it."""
    return [
        (environment, texts(files(case), environment.environment.name))
        for environment in planned(case).environments
    ]


def texts(found: dict[str, RenderedFile], environment: str) -> dict[str, str]:
    """Return the files of one data root by path."""
    prefix = f"terraform/data/{environment}/"
    return {
        path.removeprefix(prefix): file.content.decode()
        for path, file in found.items()
        if path.startswith(prefix)
    }


def details_of(environment: EnvironmentPlan) -> ConfluentCloudDetails:
    """Return the details of an environment."""
    assert isinstance(environment.details, ConfluentCloudDetails)
    return environment.details


def changed(case: Case, **changes: Any) -> Plan:
    """Return a case's plan with fields of every environment's details replaced."""
    plan = planned(case)
    environments = tuple(
        replace(e, details=replace(details_of(e), **changes)) for e in plan.environments
    )
    return replace(plan, environments=environments)


def data_of(plan: Plan, environment: str) -> dict[str, str]:
    """Return the data root of one environment of a plan."""
    return texts({file.path: file for file in render(plan).files}, environment)


def block(text: str, opening: str) -> str:
    """Return a top-level block by its first line."""
    start = text.index(f"\n{opening} {{\n") + 1
    return text[start : text.index("\n}\n", start) + 2]


def bare(text: str) -> str:
    """Return a file without its comments."""
    return re.sub(r"^\s*#.*\n", "", text, flags=re.M)


# what there is, and what there is not


@each_case
def test_each_environment_has_a_root_with_what_it_needs(case):
    """Features are files: none of what an environment lacks is there."""
    for environment, found in roots(case):
        details = details_of(environment)
        asked = {
            "cluster/acls.tf": details.acl_holders,
            "cluster/catalog.tf": details.catalogued,
            "cluster/cluster-config.tf": details.cluster_config,
            "cluster/connectors.tf": details.connectors,
            "cluster/flink.tf": details.flink,
            "cluster/links.tf": details.recovery,
            "cluster/schemas.tf": details.schemas,
            "flink.tf": details.flink,
        }
        always = {
            "backend.tf",
            "keys.tf",
            "main.tf",
            "outputs.tf",
            "providers.tf",
            "terraform.tf",
            "terraform.tfvars",
            "tests/topics.tftest.hcl",
            "variables.tf",
            "cluster/outputs.tf",
            "cluster/terraform.tf",
            "cluster/topics.tf",
            "cluster/variables.tf",
        }
        assert found.keys() == always | {path for path, holds in asked.items() if holds}


@each_case
def test_every_file_can_be_read(case):
    """Nothing that a parser of HCL would refuse."""
    assert [
        f for f in check_tree(render(planned(case))) if f.where.startswith("terraform/data/")
    ] == []


@each_case
def test_each_topic_has_the_decided_partitions_and_settings(case):
    """Names, partitions and settings are those of the plan; how many copies there are is not for a topic to say."""
    for environment, found in roots(case):
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
    for environment, found in roots(case):
        protect = str(environment.environment.protect).lower()
        for path, text in found.items():
            for kind, label in RESOURCE.findall(text) if path.endswith(".tf") else ():
                if kind in guarded:
                    made = block(text, f'resource "{kind}" "{label}"')
                    assert f"prevent_destroy = {protect}\n" in made, (path, kind)


def test_adopted_topics_are_imported():
    """A topic that exists is taken over by its name, and its id follows from the cluster."""
    _, found = roots(CASES[0])[0]
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
    tree = render(replace(plan, environments=environments, flags=flags))
    found = texts({file.path: file for file in tree.files}, "prod")

    assert check_tree(tree) == ()
    assert RESOURCE.findall(found["cluster/topics.tf"]) == []
    assert "import {" not in found["main.tf"]
    assert not any("confluent_kafka_topic.main" in bare(text) for text in found.values())


# keys and the state


@each_case
def test_keys_are_read_while_terraform_runs_and_kept_nowhere(case):
    """One ephemeral read of the control plane's secret; no variable, file or other root has a key."""
    kind, attribute = STORES[case[1]]
    for environment, found in roots(case):
        project, name = planned(case).answers.name, environment.environment.name
        secret = {
            "aws": f"confluent/{project}/{name}/data-plane",
            "gcp": f"confluent-{project}-{name}-data-plane",
            "azure": "data-plane",
        }[case[1]]
        assert f'ephemeral "{kind}" "keys" {{' in found["keys.tf"]
        assert f"jsondecode(ephemeral.{kind}.keys.{attribute})" in found["keys.tf"]
        assert f'default     = "{secret}"' in block(found["variables.tf"], 'variable "keys_secret"')
        everything = bare("\n".join(found.values()))
        assert "terraform_remote_state" not in everything
        assert "sensitive   = true" not in found["variables.tf"]
        used = set(re.findall(r"local\.keys\.(\w+)", everything))
        asked = {"cloud", "kafka"}
        asked |= {"schema_registry"} if details_of(environment).registry else set()
        asked |= {"flink"} if details_of(environment).flink else set()
        assert used == {f"{of}_api_{part}" for of in asked for part in ("key", "secret")}


@each_case
def test_resources_carry_no_keys_but_those_of_links(case):
    """The provider signs in; only links, mirrors and exporters need keys of their own, from a secret of their own."""
    for environment, found in roots(case):
        for path, text in found.items():
            if path.endswith(".tf") and path != "cluster/links.tf":
                assert "credentials {" not in text, path
                assert "link_keys" not in text, path
        if details_of(environment).recovery:
            text = found["cluster/links.tf"]
            given = set(re.findall(r"^ {6}(?:key|secret) += (\S+)", text, re.M))
            assert given
            assert all(key.startswith("local.link_keys.") for key in given)
            assert "data-plane" not in text
            assert "state" in text  # it says where they end up


@each_case
def test_the_state_is_beside_the_control_planes(case):
    """One bucket, two states: what changes topics cannot change the cluster by mistake."""
    for environment, found in roots(case):
        place = f"{planned(case).answers.name}/{environment.environment.name}/data"
        told = f'prefix = "{place}"' if case[1] == "gcp" else f'"{place}/terraform.tfstate"'
        assert told in found["backend.tf"]
        assert case[1] != "aws" or re.search(r"encrypt += true", found["backend.tf"])


@each_case
def test_files_of_people_are_theirs(case):
    """Values are written once, the rest is kept up."""
    for path, file in files(case).items():
        if path.startswith("terraform/data/"):
            seeded = path.endswith("terraform.tfvars")
            assert (file.ownership is Ownership.SEEDED) is seeded, path


@each_case
def test_every_variable_has_its_place_in_the_values(case):
    """Whoever fills in terraform.tfvars sees each variable that has no value of the plan."""
    for _, found in roots(case):
        declared = set(re.findall(r'^variable "(\w+)"', found["variables.tf"], re.M))
        assigned = set(re.findall(r"^(\w+) += ", found["terraform.tfvars"], re.M))
        assert assigned == declared - {"keys_secret"}
        handed = set(re.findall(r'^variable "(\w+)"', found["cluster/variables.tf"], re.M))
        given = set(re.findall(r"^  (\w+) += ", block(found["main.tf"], 'module "cluster"'), re.M))
        assert given - {"source", "providers"} == handed


# ways in


@pytest.mark.parametrize(
    ("case", "kafka", "registry"),
    [
        pytest.param(CASES[0], "main", "rest_endpoint", id="public"),
        pytest.param(
            CASES[3], '"_", "") == "PRIVATENETWORKINTERFACE"', "private_regional", id="pni"
        ),
        pytest.param(CASES[4], "main", "private_regional", id="private-link"),
        pytest.param(CASES[6], "access_point_id", "private_regional", id="access-point"),
        pytest.param(CASES[9], "main", "rest_endpoint", id="own-network"),
    ],
)
def test_the_cluster_is_reached_by_the_way_that_was_decided(case, kafka, registry):
    """Through network interfaces where there are some, by the private address of the region where the type has one."""
    for _, found in roots(case):
        places = block(found["providers.tf"], "locals")
        reached = re.search(r"  kafka += (\[.*?\]\[0\]|\S+)", places, re.S)
        schemas = re.search(r"  schema_registry_endpoint += (lookup\(.*?\n  \)|\S+)", places, re.S)

        assert reached
        assert kafka in reached[1]
        assert schemas
        assert registry in schemas[1]


@each_case
def test_one_provider_looks_up_and_another_changes(case):
    """The one that changes is bound to the one cluster; the other has the Cloud API key alone."""
    for environment, found in roots(case):
        first, second = re.findall(
            r'^provider "confluent" \{\n(.*?)^\}', found["providers.tf"], re.M | re.S
        )
        arguments = re.compile(r"^  (\w+) +=", re.M)
        assert arguments.findall(first) == ["cloud_api_key", "cloud_api_secret"]
        bound = set(arguments.findall(second))
        assert {"alias", "kafka_id", "kafka_rest_endpoint"} <= bound
        flink = {
            "flink_compute_pool_id",
            "flink_principal_id",
            "flink_rest_endpoint",
            "organization_id",
        }
        assert flink <= bound if details_of(environment).flink else not flink & bound
        assert "confluent = confluent.cluster" in found["main.tf"]


@each_case
def test_whatever_is_looked_up_is_made_by_the_control_plane(case):
    """Display names, the vault, buckets and secrets are spelled alike in both roots."""
    for environment, found in roots(case):
        prefix = f"terraform/environments/{environment.environment.name}/"
        control = "\n".join(
            file.content.decode()
            for path, file in files(case).items()
            if path.startswith(prefix) and path.endswith(".tf")
        )
        data = bare("\n".join(text for path, text in found.items() if path.endswith(".tf")))
        looked_up = re.findall(
            r'^data "confluent_\w+" "\w+" \{\n  display_name = ("[^"]+")$', data, re.M
        )
        for held in re.findall(
            r'^data "confluent_service_account" "\w+" \{\n  for_each = \{\n(.*?)^  \}',
            data,
            re.M | re.S,
        ):
            looked_up += re.findall(r' = ("[^"]+")$', held, re.M)
        assert len(looked_up) >= 2
        assert [name for name in looked_up if f"= {name}\n" not in control] == []
        buckets = re.findall(r'= ("kafka-[^"]+\$\{data\.aws_caller_identity[^"]+")', data)
        assert [name for name in buckets if f"bucket = {name}" not in control] == []
        if case[1] == "azure":
            unique = re.search(r'"kafka-\$\{(substr\(sha256\(.*?, 0, 16\))\}"', data)
            assert unique
            assert f"unique = {unique[1]}" in control


# access


@each_case
def test_acls_are_those_of_the_plan_where_roles_are_none(case):
    """Every ACL names its application, one thing and one operation; nobody is everybody."""
    for environment, found in roots(case):
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
    for environment, found in roots(case):
        text = found["cluster/schemas.tf"]
        for schema in details_of(environment).schemas:
            assert f"    {hcl(schema.name)} = {{" in text
            assert schema.file in files(case)
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
    for environment, found in roots(case):
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
    for environment, found in roots(case):
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
    inside = {path for path in files(case) if path.startswith("flink/")}

    assert inside == ({"flink/README.md"} if asked else set())
    for environment, found in roots(case):
        if details_of(environment).flink:
            text = found["cluster/flink.tf"]
            assert 'fileset("${local.flink_folder}/${folder}", "*.sql")' in text
            assert f'["shared", "{environment.environment.name}"]' in text


def test_the_partition_limit_is_told_where_topics_are_made():
    """Who applies many topics at once reads how, and how slowly."""
    dev, prod = (found["cluster/topics.tf"] for _, found in roots(CASES[4]))

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
