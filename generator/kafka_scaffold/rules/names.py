"""Names that collide: in Kafka's metrics, and under the prefix that an application is granted."""

from collections import defaultdict
from itertools import combinations

from kafka_scaffold.model.answers import Answers, ApplicationKind
from kafka_scaffold.model.plan import Finding, TopicPlan
from kafka_scaffold.rules.found import error, warning


KAFKA = "Apache Kafka, topic names"


def check_topic_names(topics: tuple[TopicPlan, ...]) -> tuple[Finding, ...]:
    """Return topics that are planned twice, and those that Kafka refuses because only ``.`` and ``_`` differ."""
    found = []
    by_metric = defaultdict(list)
    for topic in topics:
        by_metric[topic.name.replace(".", "_")].append(topic.name)
    for names in by_metric.values():
        if len(set(names)) < len(names):
            message = f"topic {names[0]!r} is planned {len(names)} times"
            found.append(error("topic-twice", message, names[0], source=KAFKA))
        elif len(names) > 1:
            message = f"topics {', '.join(map(repr, names))} differ in . and _ alone; Kafka refuses the second"
            hint = "use one of the two characters in all names"
            found.append(error("topic-collision", message, names[0], hint=hint, source=KAFKA))
    return tuple(found)


def check_prefixes(answers: Answers) -> tuple[Finding, ...]:
    """Return names that fall under the prefix at which a Streams application may create and delete topics.

    Transactional ids have the same prefix, so two applications of which one's name begins the other's share them.
    """
    found = []
    for application in answers.applications:
        prefix = f"{application.name}-"
        where = f"applications.{application.name}"
        if application.kind is ApplicationKind.STREAMS:
            found += [
                warning(
                    "prefix-topic",
                    f"topic {topic.name!r} begins with {prefix!r}, where {application.name} creates its own topics",
                    where,
                    hint="rename one of them, so that the grant covers nothing else",
                    source="Kafka Streams, internal topics",
                )
                for topic in answers.topics
                if topic.name.startswith(prefix)
            ]
    for first, second in combinations(sorted(a.name for a in answers.applications), 2):
        both = [answers.application(first), answers.application(second)]
        if second.startswith(f"{first}-") and all(app.exactly_once for app in both):
            message = f"transactional ids of {second!r} fall under those granted to {first!r}"
            hint = "rename one of them"
            found.append(warning("prefix-transaction", message, f"applications.{first}", hint=hint))
    return tuple(found)
