# shellcheck shell=bash disable=SC2209
{% import "managed.j2" as managed %}
{% import "operations.j2" as ops %}
{{ managed.hash() -}}
# What every runbook starts from: . docs/runbooks/session.sh ENVIRONMENT, from the root of this repository.
# An environment may be called test, which is no command here. It sets ENV, ENVIRONMENT, CLUSTER, BOOTSTRAP, REST_ENDPOINT and selects them for the confluent CLI; no key is kept.

case "${1:-}" in
{% for environment in plan.environments %}
  {{ environment.environment.name | shell }})
    ENV={{ environment.environment.name | shell }}
    ENVIRONMENT_NAME={{ environment.details.environment_name | shell }}
    CLUSTER_NAME={{ environment.details.cluster_name | shell }}
    DATA_PLANE={{ ops.secret(plan, environment, "data-plane") | shell }}
{% if environment.details.provider == "azure" %}
    RESOURCE_GROUP={{ environment.details.environment_name | fit(90) | shell }}
{% endif %}
    ;;
{% endfor %}
  *)
    echo {{ ("say which environment: " ~ (plan.environments | map(attribute="environment.name") | join(", "))) | shell }} >&2
    return 2
    ;;
esac

# The id of what is called so: named NAME, from a list of the confluent CLI.
named() {
  jq -er --arg name "$1" '.[] | select(.name == $name) | .id'
}

ENVIRONMENT=$(confluent environment list -o json | named "$ENVIRONMENT_NAME") || return 1
confluent environment use "$ENVIRONMENT" || return 1
CLUSTER=$(confluent kafka cluster list -o json | named "$CLUSTER_NAME") || return 1
confluent kafka cluster use "$CLUSTER" || return 1

{% if plan.primary.details.by_access_point %}
# The cluster has an address for each way to it; this one is through the access point of our network.
ENDPOINTS=$(confluent kafka cluster endpoint list --cluster "$CLUSTER" -o json)
BOOTSTRAP=$(jq -r '[.[] | select(.endpoint | IN("PUBLIC", "PRIVATE_LINK") | not)][0].kafka_bootstrap_endpoint' <<<"$ENDPOINTS")
REST_ENDPOINT=$(jq -r '[.[] | select(.endpoint | IN("PUBLIC", "PRIVATE_LINK") | not)][0].http_endpoint' <<<"$ENDPOINTS")
confluent kafka cluster endpoint use "$REST_ENDPOINT"
{% else %}
BOOTSTRAP=$(confluent kafka cluster describe "$CLUSTER" -o json | jq -r .endpoint)
REST_ENDPOINT=$(confluent kafka cluster describe "$CLUSTER" -o json | jq -r .rest_endpoint)
{% endif %}
BOOTSTRAP=${BOOTSTRAP#*://}
export ENV ENVIRONMENT CLUSTER BOOTSTRAP REST_ENDPOINT

# A secret of this environment as JSON: secret NAME
secret() {
{% set provider = plan.answers.cloud.provider %}
{% if provider == "aws" %}
  aws secretsmanager get-secret-value --region {{ plan.answers.cloud.region | shell }} --secret-id "$1" --query SecretString --output text
{% elif provider == "gcp" %}
  gcloud secrets versions access latest --secret="$1"
{% else %}
  az keyvault secret show --name "$1" --query value --output tsv --vault-name \
    "$(az keyvault list --resource-group "$RESOURCE_GROUP" --query "[?starts_with(name, 'kafka-')].name | [0]" --output tsv)"
{% endif %}
}

# Kafka's own tools with the key of the data plane: kafka TOOL ARGUMENTS, e.g. kafka topics --list
kafka() (
  set -o pipefail
  umask 077
  settings=$(mktemp) || exit 1
  trap 'rm -f "$settings"' EXIT
  secret "$DATA_PLANE" | jq -r '
    "security.protocol=SASL_SSL",
    "sasl.mechanism=PLAIN",
    "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"\(.kafka_api_key)\" password=\"\(.kafka_api_secret)\";"
  ' >"$settings" || exit 1
  tool=$1
  shift
  case "$tool" in
    console-consumer) option=--consumer.config ;;
    console-producer) option=--producer.config ;;
    *) option=--command-config ;;
  esac
  program=$(command -v "kafka-$tool" || command -v "kafka-$tool.sh") || {
    echo "kafka-$tool is not on the path" >&2
    exit 127
  }
  "$program" --bootstrap-server "$BOOTSTRAP" "$option" "$settings" "$@"
)
