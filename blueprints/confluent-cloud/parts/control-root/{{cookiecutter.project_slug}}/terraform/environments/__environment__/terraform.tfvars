{% import "terraform.j2" as tf %}
{% set details = environment.details %}
{% set keyed = details.keyed | map(attribute="name") | list %}
{% set pooled = details.identities | rejectattr("role", "equalto", "connector") | list if details.sign_in != "api-key" else [] %}
{{ tf.seeded("What " ~ environment.environment.name ~ " is told beyond the plan; variables.tf describes each. No secrets belong here.") }}
{% if details.provider == "aws" %}

# allowed_account_ids = ["123456789012"]
allowed_account_ids = []
{% endif %}
{% if details.sign_in == "mtls" %}

# Put the certificates of your own authority here before the first apply.
certificate_authority = <<-PEM
  -----BEGIN CERTIFICATE-----
  -----END CERTIFICATE-----
PEM

# certificate_filters = { {{ (pooled | map(attribute="name") | first | default("orders")) | hcl }} = "CN == \"orders.example.com\"" }
certificate_filters = {}

# certificate_revocation_url = "http://ca.example.com/clients.crl"
certificate_revocation_url = null
{% endif %}
{% if details.flink %}

# Topics that Flink statements read, and those they write to.
flink_reads  = []
flink_writes = []
{% endif %}
{% if details.sign_in == "oauth" %}

# Put your own identity provider here before the first apply; example.com issues tokens to nobody.
identity_provider = {
  issuer   = "https://login.example.com/"
  jwks_uri = "https://login.example.com/.well-known/jwks.json"
}

identity_filters = {
{% set pairs = [] %}
{% for identity in pooled %}
{% set _ = pairs.append((identity.name | hcl, ('claims.sub == "' ~ identity.display_name ~ '"') | hcl)) %}
{% endfor %}
{{ tf.arguments(pairs) }}
}
{% endif %}

# key_generations = { {{ (keyed + ["data-plane"]) | first | hcl }} = [1, 2] }
key_generations = {}
{% if details.own_key and details.provider == "azure" %}

# The top of key.tf tells where it comes from.
key_principal_id = null
{% endif %}
{% if details.provider == "azure" %}

# pipeline_cidrs = ["203.0.113.0/24"]
pipeline_cidrs = []
{% endif %}
{% if details.provider == "gcp" %}

# project_id = "example-kafka"
project_id = null
{% endif %}

# secret_readers = { {{ (keyed + ["data-plane"]) | first | hcl }} = {{ {"aws": '["arn:aws:iam::123456789012:role/kafka-clients"]', "gcp": '["serviceAccount:clients@example-kafka.iam.gserviceaccount.com"]', "azure": '["00000000-0000-0000-0000-000000000000"]'}[details.provider] }} }
secret_readers = {}
{% if details.provider == "azure" %}

# subscription_id = "00000000-0000-0000-0000-000000000000"
subscription_id = null

# Subnets of applications, with the service endpoint Microsoft.KeyVault.
vault_subnet_ids = []
{% endif %}
{% include "control_network_tfvars.j2" ignore missing %}
