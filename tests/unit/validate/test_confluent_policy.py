"""Rules for Confluent Cloud: whole repositories pass, and each single mistake in one is found by its rule."""

from pathlib import Path

import pytest

from builders import facts as load_facts
from kafka_scaffold.model.plan import Severity
from kafka_scaffold.validate.confluent_policy import RULES, check_repository, topics


PASSING = Path(__file__).parents[2] / "fixtures" / "confluent-policy"
REPOSITORIES = tuple(sorted(place.name for place in PASSING.iterdir()))
CONTROL, DATA = "terraform/environments/prod/main.tf", "terraform/data/prod/main.tf"
MAIN = "terraform/prod/main.tf"
ANSWERS = "kafka-scaffold.yaml"
CLIENT = "clients/prod/web/producer.java.properties"
GUARD = "  lifecycle {\n    prevent_destroy = true\n  }\n"
KEYS = "  for_each = local.keys\n"
# rule, repository, file, what is changed, to what
MISTAKES = [
    ("key-rotation", "enterprise", CONTROL, KEYS, ""),
    ("key-rotation", "enterprise", CONTROL, KEYS, "  for_each = toset(local.applications)\n"),
    (
        "key-wait",
        "enterprise",
        CONTROL,
        "  disable_wait_for_ready = true\n",
        "  disable_wait_for_ready = false\n",
    ),
    (
        "role-everybody",
        "enterprise",
        CONTROL,
        '"User:${confluent_service_account.data.id}"',
        '"User:*"',
    ),
    ("role-admin", "enterprise", CONTROL, '"CloudClusterAdmin"', '"OrganizationAdmin"'),
    ("role-admin", "enterprise", CONTROL, 'role = "DeveloperWrite"', 'role = "CloudClusterAdmin"'),
    ("role-admin", "enterprise", CONTROL, 'role = "DeveloperRead"', 'role = "EnvironmentAdmin"'),
    (
        "role-admin",
        "enterprise",
        CONTROL,
        "confluent_service_account.data.id",
        "confluent_identity_pool.data.id",
    ),
    ("role-scope", "enterprise", CONTROL, "topic=orders", "topic=*"),
    ("role-scope", "enterprise", CONTROL, "group=sessions", "group=*"),
    ("role-scope", "freight", MAIN, "/topic=logs", "/topic=*"),
    (
        "acl-everybody",
        "basic",
        "terraform/dev/main.tf",
        '"User:${confluent_service_account.application["web"].id}"',
        '"User:*"',
    ),
    (
        "acl-everything",
        "basic",
        "terraform/dev/main.tf",
        'resource_name = "orders"',
        'resource_name = "*"',
    ),
    ("acl-everything", "basic", "terraform/dev/main.tf", '"WRITE"', '"ALL"'),
    ("public-endpoint", "standard", ANSWERS, "exposure: public", "exposure: private"),
    ("public-endpoint", "standard", ANSWERS, "security:", "connect:"),
    ("public-endpoint", "standard", ANSWERS, '"99.99"', '"99.9", networking: private-link'),
    (
        "public-endpoint",
        "dedicated",
        MAIN,
        "  network {\n    id = confluent_network.main.id\n  }\n\n  lifecycle",
        "  lifecycle",
    ),
    (
        "network-type",
        "enterprise",
        CONTROL,
        "  enterprise {\n    max_ecku = 4",
        "  dedicated {\n    cku = 2",
    ),
    (
        "network-type",
        "dedicated",
        MAIN,
        "  dedicated {\n    cku = 2",
        "  enterprise {\n    max_ecku = 2",
    ),
    ("network-type", "freight", MAIN, "  freight {", "  standard {"),
    ("connection-type", "dedicated", MAIN, '["PEERING"]', '["PRIVATELINK"]'),
    (
        "network-place",
        "enterprise",
        CONTROL,
        'cloud        = "AWS"\n  region       = "eu-west-1"',
        'cloud        = "AWS"\n  region       = "eu-central-1"',
    ),
    (
        "ip-filter",
        "standard",
        MAIN,
        'resource "confluent_ip_filter"',
        'resource "confluent_ip_list"',
    ),
    (
        "ip-filter-scope",
        "standard",
        MAIN,
        "  resource_scope = confluent_environment.main.resource_name\n",
        "",
    ),
    *(
        ("prevent-destroy", repository, file, f"{before}\n{GUARD}", f"{before}\n")
        for repository, file, before in (
            ("enterprise", CONTROL, '    package = "ADVANCED"\n  }\n'),  # the environment
            ("enterprise", CONTROL, "    id = confluent_environment.main.id\n  }\n"),  # the cluster
            ("enterprise", CONTROL, '  display_name = "shop-prod-data"\n'),  # an account
            ("enterprise", DATA, "  config           = each.value.settings\n"),  # topics
            ("standard", MAIN, '  schema       = file("${each.key}.avsc")\n'),  # schemas
            ("dedicated", MAIN, "    key_arn = aws_kms_key.main.arn\n  }\n"),  # the key
            ("dedicated", MAIN, '  connection_types = ["PEERING"]\n'),  # the network
            ("enterprise", DATA, '  link_name = "shop-prod-to-standby"\n'),  # the link
            ("enterprise", DATA, '    topic_name = "orders"\n  }\n'),  # a mirror
        )
    ),
    (
        "prevent-destroy",
        "dedicated",
        MAIN,
        f'"104857600"\n  }}\n\n{GUARD}',
        '"104857600"\n  }\n\n  lifecycle {\n    prevent_destroy = false\n  }\n',
    ),
    ("deletion-protection", "enterprise", CONTROL, "  deletion_protection = true\n", ""),
    (
        "deletion-protection",
        "freight",
        MAIN,
        "deletion_protection = true",
        "deletion_protection = false",
    ),
    ("max-ecku", "enterprise", CONTROL, "    max_ecku = 4\n", ""),
    ("max-ecku", "freight", MAIN, "    max_ecku = 4\n", ""),
    (
        "max-ecku",
        "basic",
        "terraform/dev/main.tf",
        "  basic {\n    max_ecku = 2\n  }",
        "  basic {}",
    ),
    ("availability", "standard", MAIN, '"HIGH"', '"LOW"'),
    ("availability", "standard", MAIN, "  standard {", "  basic {"),
    ("availability", "dedicated", MAIN, '"MULTI_ZONE"', '"SINGLE_ZONE"'),
    ("auto-create", "dedicated", MAIN, '= "false"', "= true"),
    ("provider-version", "freight", MAIN, '      version = "~> 2.83"\n', ""),
    ("provider-version", "freight", MAIN, '"~> 2.83"', '">= 2.83"'),
    (
        "secret-literal",
        "enterprise",
        DATA,
        "local.credentials.cloud_api_secret",
        '"correct-horse-battery"',
    ),
    ("secret-literal", "enterprise", DATA, "var.database_password", '"correct-horse"'),
    ("secret-literal", "enterprise", CONTROL, '"web", "sessions"', '"AKIAABCDEFGHIJKLMNOP"'),
    (
        "secret-literal",
        "enterprise",
        CONTROL,
        '"shop-prod-data"',
        f'"{"aB3/" * 16}"',
    ),
    (
        "secret-literal",
        "enterprise",
        CONTROL,
        "  ephemeral = true\n",
        '  ephemeral = true\n  default   = "correct-horse"\n',
    ),
    (
        "secret-literal",
        "enterprise",
        CLIENT,
        'password="${env:KAFKA_API_SECRET}"',
        'password="correct-horse-battery"',
    ),
    ("secret-output", "enterprise", CONTROL, "  sensitive   = true\n", ""),
    (
        "secret-output",
        "enterprise",
        CONTROL,
        "name => key.secret",
        "name => nonsensitive(key.secret)",
    ),
    ("secret-variable", "enterprise", CONTROL, "  ephemeral = true\n", ""),
    (
        "resource-credentials",
        "enterprise",
        DATA,
        "  config           = each.value.settings\n",
        "  config           = each.value.settings\n\n  credentials {\n    key    = var.key\n    secret = var.secret\n  }\n",
    ),
    (
        "connector-secret",
        "enterprise",
        DATA,
        '    "kafka.auth.mode"',
        '    "database.password" = var.database_password\n    "kafka.auth.mode"',
    ),
    (
        "connector-secret",
        "enterprise",
        DATA,
        '    "kafka.auth.mode"',
        '    "aws.secret.access.key" = var.key\n    "kafka.auth.mode"',
    ),
    (
        "topic-replication",
        "enterprise",
        DATA,
        '"min.insync.replicas" = 2',
        '"min.insync.replicas" = 1',
    ),
    (
        "topic-replication",
        "enterprise",
        DATA,
        '"min.insync.replicas" = 2',
        '"replication.factor" = 2',
    ),
    ("topic-replication", "enterprise", DATA, 'replication.factor" = 3', 'replication.factor" = 1'),
    (
        "topic-setting",
        "enterprise",
        DATA,
        '"retention.ms"',
        '"compression.type" = "lz4", "retention.ms"',
    ),
    (
        "topic-setting",
        "enterprise",
        DATA,
        '"max.compaction.lag.ms" = 86400000',
        '"max.compaction.lag.ms" = 1',
    ),
    ("topic-setting", "standard", MAIN, '"8388608"', '"8388609"'),
    ("topic-setting", "dedicated", MAIN, '"104857600"', '"1048576"'),
    (
        "schema-validation",
        "standard",
        MAIN,
        '"max.message.bytes" = "8388608"',
        '"confluent.value.schema.validation" = "true"',
    ),
    (
        "freight",
        "freight",
        MAIN,
        '"cleanup.policy" = "delete"',
        '"cleanup.policy" = "compact,delete"',
    ),
    ("freight", "freight", MAIN, "/topic=logs", "/transactional-id=web"),
    (
        "freight",
        "freight",
        MAIN,
        '"confluent_role_binding" "writer"',
        '"confluent_connector" "writer"',
    ),
    ("freight", "freight", CLIENT, "enable.idempotence=false\n", ""),
    ("freight", "freight", CLIENT, "enable.idempotence=false\n", "enable.idempotence=true\n"),
    ("freight", "freight", CLIENT, "acks=all\n", "acks=all\ntransactional.id=web\n"),
    ("freight", "freight", CLIENT, "acks=all\n", "processing.guarantee=exactly_once_v2\n"),
    ("schema-compatibility", "enterprise", DATA, '"BACKWARD"', '"NONE"'),
    ("schema-compatibility", "enterprise", DATA, '  compatibility_level = "BACKWARD"\n', ""),
    (
        "schema-compatibility",
        "enterprise",
        DATA,
        "confluent_schema.orders.subject_name",
        '"other-value"',
    ),
    (
        "schema-compatibility",
        "standard",
        MAIN,
        "confluent_schema.main[each.key]",
        'confluent_schema.main["orders-value"]',
    ),
    ("governance-package", "enterprise", CONTROL, '"ADVANCED"', '"ESSENTIALS"'),
    (
        "governance-package",
        "standard",
        MAIN,
        '"confluent_ip_group" "clients"',
        '"confluent_business_metadata" "clients"',
    ),
    ("syntax", "freight", MAIN, "  freight {", "  freight {{"),
]


def files(repository):
    """Return a passing repository's files."""
    place = PASSING / repository
    return {
        path.relative_to(place).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("repository", REPOSITORIES)
def test_a_sound_repository_passes(repository):
    """Nothing is found where nothing is wrong."""
    assert check_repository(files(repository)) == ()


@pytest.mark.parametrize(
    ("rule", "repository", "file", "old", "new"),
    MISTAKES,
    ids=[f"{number}-{m[0]}" for number, m in enumerate(MISTAKES)],
)
def test_each_mistake_is_found(rule, repository, file, old, new):
    """One change makes its rule speak, in the file where the mistake shows, and says what to do."""
    texts = files(repository)
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new)

    found = [f for f in check_repository(texts) if f.rule == rule]

    assert found
    assert all(f.severity is Severity.ERROR and f.message for f in found)
    assert all(f.hint for f in found if f.rule != "syntax")
    assert {f.where.rpartition(":")[0] or f.where for f in found} <= texts.keys()


def test_every_rule_has_a_mistake():
    """A rule that nothing breaks proves nothing."""
    assert sorted({m[0] for m in MISTAKES}) == list(RULES)


def test_unprotected_environments_may_go():
    """Without protection there is nothing to guard; answers say which environments have it."""
    texts = files("enterprise")
    texts[CONTROL] = texts[CONTROL].replace(GUARD, "")
    texts[ANSWERS] = texts[ANSWERS].replace("prod: {}", "prod: {protect: false}")

    assert check_repository(texts) == ()


def test_a_repository_without_answers_is_judged_by_itself():
    """What only answers could ask for is not asked."""
    texts = files("standard")
    del texts[ANSWERS]

    assert check_repository(texts) == ()


@pytest.mark.parametrize("answers", ["", "[1, 2]", "a: : b"])
def test_unreadable_answers_ask_for_nothing(answers):
    """They are the business of another check."""
    assert check_repository({**files("basic"), ANSWERS: answers}) == ()


def test_the_line_is_that_of_the_resource():
    """A finding leads to the block."""
    texts = files("freight")
    texts[MAIN] = texts[MAIN].replace('"cleanup.policy" = "delete"', '"cleanup.policy" = "compact"')
    line = texts[MAIN][: texts[MAIN].index('resource "confluent_kafka_topic"')].count("\n") + 1

    assert [f.where for f in check_repository(texts)] == [f"{MAIN}:{line}"]


def test_other_repositories_cost_nothing(monkeypatch):
    """The parser is not loaded where there is nothing of Confluent's."""
    monkeypatch.setitem(__import__("sys").modules, "hcl2", None)

    assert check_repository({"terraform/main.tf": 'resource "aws_msk_cluster" "main" {\n}\n'}) == ()


def test_settings_are_those_of_the_sizing():
    """What a topic may be set to is one list, wherever it is read."""
    facts = load_facts()
    sized = set(facts.get("confluent-cloud.topic_configuration.enterprise").items)

    assert sized <= topics.EDITABLE
    assert set(facts.get("confluent-cloud.topic.validation_settings").items) <= topics.VALIDATION
    for variant, most in topics.MESSAGE_BYTES.items():
        assert most == facts.number(f"confluent-cloud.cluster.{variant}.message_bytes")
    assert topics.RANGES["segment.bytes"] == (
        facts.number("confluent-cloud.topic.segment_bytes_least"),
        facts.number("confluent-cloud.topic.segment_bytes_most"),
    )
    assert topics.RANGES["segment.ms"][0] == facts.number("confluent-cloud.topic.segment_ms_least")
    assert topics.RANGES["max.compaction.lag.ms"][0] == facts.number(
        "confluent-cloud.topic.compaction_lag_least_ms"
    )
    assert topics.RANGES["delete.retention.ms"][1] == facts.number(
        "confluent-cloud.topic.delete_retention_most_ms"
    )
    assert topics.COPIES == f"{facts.number('confluent-cloud.topic.replication'):g}"
    assert topics.IN_SYNC == f"{facts.number('confluent-cloud.topic.min_insync'):g}"
