"""How clients reach a cluster: what was asked for where a type offers it, and the most units that this allows."""

from kafka_scaffold.model.answers import Answers, Exposure
from kafka_scaffold.model.facts import Fact, Facts
from kafka_scaffold.model.platform_answers import ConfluentNetworking
from kafka_scaffold.sizing.platforms.confluent_cloud.variants import Variant


def offered(answers: Answers, variant: Variant, facts: Facts) -> Fact:
    """Return the networks of a type on the answers' cloud."""
    return facts.get(f"confluent-cloud.networking.{variant}.{answers.cloud.provider}")


def asked(answers: Answers) -> tuple[str, tuple[ConfluentNetworking, ...]]:
    """Return which networks would do, with the answer that says so."""
    named = answers.confluent_cloud.networking
    if named is not None:
        return f"confluent_cloud.networking {named}", (named,)
    exposure = answers.security.exposure
    kinds = {
        Exposure.PUBLIC: (ConfluentNetworking.PUBLIC,),
        Exposure.PRIVATE_LINK: (ConfluentNetworking.PRIVATE_LINK,),
        Exposure.PRIVATE: tuple(
            k for k in ConfluentNetworking if k is not ConfluentNetworking.PUBLIC
        ),
    }
    return f"security.exposure {exposure}", kinds[exposure]


def networking(answers: Answers, variant: Variant, facts: Facts) -> ConfluentNetworking | None:
    """Return the first network of a type that does, or ``None``."""
    _, kinds = asked(answers)
    names = (ConfluentNetworking(str(item)) for item in offered(answers, variant, facts).items)
    return next((name for name in names if name in kinds), None)


def most_units(
    answers: Answers, variant: Variant, network: ConfluentNetworking | None, facts: Facts
) -> Fact:
    """Return the most units of a type: Enterprise's depend on its network, Dedicated's on the cloud."""
    provider = answers.cloud.provider
    if variant is Variant.ENTERPRISE:
        if network is ConfluentNetworking.PNI:
            return facts.get("confluent-cloud.most.enterprise.pni")
        return facts.get(f"confluent-cloud.most.enterprise.private-link.{provider}")
    if variant is Variant.DEDICATED:
        return facts.get(f"confluent-cloud.most.dedicated.{provider}")
    return facts.get(f"confluent-cloud.most.{variant}")
