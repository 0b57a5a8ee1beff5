"""A managed change capture of PostgreSQL."""

from kafka_scaffold.model.answers import Answers, Application
from kafka_scaffold.model.plan import Setting, TopicPlan
from kafka_scaffold.sizing.connect.debezium import capture_settings, outbox_topics
from kafka_scaffold.sizing.connect.settings import plain
from kafka_scaffold.sizing.platforms.confluent_cloud.connectors.values import values_format
from kafka_scaffold.sizing.topics.internal import captured_topics


CLASS = "PostgresCdcSourceV2"
SECRETS = ("database.password",)
DOCS = "Confluent Cloud documentation, PostgreSQL CDC Source V2"
ROUTER = "io.confluent.connect.cloud.transforms.TopicRegexRouter"


def capture_configuration(
    application: Application, answers: Answers, topics: tuple[TopicPlan, ...]
) -> tuple[Setting, ...]:
    """Return the configuration of a capture, secrets aside."""
    direct = captured_topics(application, answers)
    where = "A variable of this repository"
    keys = ("JSON", "A table's key may have several columns")
    if not direct and outbox_topics(topics):
        keys = ("STRING", "The aggregate's id is the key")
    return (
        plain("database.hostname", "@{database_host}", where, DOCS),
        plain("database.port", "@{database_port}", where, DOCS),
        plain("database.user", "@{database_user}", where, DOCS),
        plain("database.dbname", "@{database_name}", where, DOCS),
        plain(
            "database.sslmode",
            "require",
            "Nothing crosses the network in the clear",
            DOCS,
        ),
        *capture_settings(application, answers, topics, ROUTER),
        plain(
            "output.data.format", values_format(answers), "How values are written", "schemas.format"
        ),
        plain("output.key.format", *keys, DOCS),
        plain(
            "after.state.only",
            False,
            "With what a row was before, and with deletes",
            DOCS,
        ),
    )
