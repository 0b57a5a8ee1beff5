"""What Confluent Cloud answers: ids that tell what they are of, addresses with a scheme, an address for each way in."""

import hashlib
import json
import re


DISPLAY_NAME = re.compile(r'"display_name": "([^"]+)"')
IDS = {
    "confluent_access_point": "ap",
    "confluent_byok_key": "cck",
    "confluent_certificate_authority": "op",
    "confluent_certificate_pool": "pool",
    "confluent_connector": "lcc",
    "confluent_environment": "env",
    "confluent_flink_compute_pool": "lfcp",
    "confluent_gateway": "gw",
    "confluent_identity_pool": "pool",
    "confluent_identity_provider": "op",
    "confluent_ip_filter": "ipf",
    "confluent_ip_group": "ipg",
    "confluent_kafka_client_quota": "cq",
    "confluent_kafka_cluster": "lkc",
    "confluent_ksql_cluster": "lksqlc",
    "confluent_network": "n",
    "confluent_peering": "peer",
    "confluent_private_link_access": "pla",
    "confluent_private_link_attachment": "platt",
    "confluent_private_link_attachment_connection": "plattc",
    "confluent_provider_integration": "cspi",
    "confluent_schema_registry_cluster": "lsrc",
    "confluent_service_account": "sa",
    "confluent_transit_gateway_attachment": "tgwa",
}
KINDS = {
    "confluent_flink_region": ("Region", "fcpm/v2"),
    "confluent_kafka_cluster": ("Cluster", "cmk/v2"),
    "confluent_ksql_cluster": ("Cluster", "ksqldbcm/v2"),
    "confluent_schema_registry_cluster": ("Cluster", "srcm/v3"),
    "confluent_service_account": ("ServiceAccount", "iam/v2"),
}
# What the secrets of the control plane hold: whoever reads one finds its keys in it.
SECRET_NAMES = (
    *(
        f"{of}_api_{part}"
        for of in ("cloud", "kafka", "schema_registry", "flink")
        for part in ("key", "secret")
    ),
    *(
        f"standby_{of}_api_{part}"
        for of in ("kafka", "schema_registry")
        for part in ("key", "secret")
    ),
    *(f"source_kafka_api_{part}" for part in ("key", "secret")),
    "bootstrap_servers",
    "schema_registry_url",
    "database.password",
    "gcs.credentials.config",
    "azblob.account.key",
)
SECRET = json.dumps({name: f"mock-{name}" for name in SECRET_NAMES})


def invent(kind, name, digest, seed):
    """Return what an attribute of a type of Confluent's answers, or ``None`` where anything does."""
    if name == "id" and kind == "confluent_access_point":
        return access_point(seed)
    if name == "id" and kind in IDS:
        return f"{IDS[kind]}-{digest[:6]}"
    if name in {"kind", "api_version"} and kind in KINDS:
        return KINDS[kind][name == "api_version"]
    if name == "endpoints" and kind == "confluent_kafka_cluster":
        return endpoints(seed)
    if name.endswith("rest_endpoint") or name == "catalog_endpoint":
        return f"https://{digest[:6]}.mock.confluent.cloud:443"
    if name == "bootstrap_endpoint":
        return f"SASL_SSL://{digest[:6]}.mock.confluent.cloud:9092"
    if name in {"rbac_crn", "resource_name"}:
        return f"crn://confluent.cloud/organization=mock/{kind.removeprefix('confluent_')}={digest[:6]}"
    return None


def access_point(seed):
    """Return the id of an access point, which is that of the cluster's own of the same display name."""
    named = DISPLAY_NAME.search(seed)
    return f"ap-{hashlib.sha256((named[1] if named else seed).encode()).hexdigest()[:6]}"


def endpoints(seed):
    """Return an address of a cluster for every way to it: two that all have, and one through its access point."""
    ways = (
        ("PUBLIC", "PUBLIC"),
        ("PRIVATE_LINK", "PRIVATELINK"),
        (access_point(seed), "PRIVATENETWORKINTERFACE"),
    )
    return [
        {
            "access_point_id": point,
            "bootstrap_endpoint": f"{point.lower()}.mock.confluent.cloud:9092",
            "rest_endpoint": f"https://{point.lower()}.mock.confluent.cloud:443",
            "connection_type": connection,
        }
        for point, connection in ways
    ]
