#!/usr/bin/env bash
{% import "managed.j2" as managed %}
{{ managed.hash() -}}
#
# Writes monitoring/prometheus/scrape/ENVIRONMENT.yaml: what Prometheus asks Confluent's Metrics API for. Ids come from
# the outputs of Terraform, whose folders must be initialised; the key stays in files that Prometheus reads.
# Usage: monitoring/prometheus/scrape.sh ENVIRONMENT
set -euo pipefail

environment=${1:?say which environment}
# Where Prometheus finds the key of the metrics account: files api-key and api-secret in a folder for each environment.
keys=${METRICS_KEYS:-/etc/prometheus/confluent}
cd "$(dirname "$0")/../.."

case $environment in
{% for environment in plan.environments %}
  {{ environment.environment.name | shell }}) main={{ ("confluent-" ~ environment.details.cluster_name) | shell }} ;;
{% endfor %}
  *) echo "no environment $environment" >&2; exit 2 ;;
esac
scraped=$(terraform -chdir="terraform/environments/$environment" output -json scraped)
{% if plan.flags.connect %}
# Connectors are made by the data plane; before its first apply there are none.
connectors=$(terraform -chdir="terraform/data/$environment" output -json | jq '[.connectors.value // {} | .[]]')
{% else %}
connectors='[]'
{% endif %}

mkdir -p monitoring/prometheus/scrape
jq -n --argjson scraped "$scraped" --argjson connectors "$connectors" --arg keys "$keys/$environment" --arg main "$main" '
  {scrape_configs: [
    $scraped | to_entries[] | {
      job_name: .key,
      scheme: "https",
      metrics_path: "/v2/metrics/cloud/export",
      # A sample says of which minute it is.
      honor_timestamps: true,
      scrape_interval: "1m",
      scrape_timeout: "1m",
      basic_auth: {username_file: "\($keys)/api-key", password_file: "\($keys)/api-secret"},
      params: (.value + if .key == $main and $connectors != [] then {"resource.connector.id": $connectors} else {} end),
      static_configs: [{targets: ["api.telemetry.confluent.cloud"]}]
    }
  ]}' >"monitoring/prometheus/scrape/$environment.yaml"
echo "monitoring/prometheus/scrape/$environment.yaml: reload Prometheus"
