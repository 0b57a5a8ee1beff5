{% import "managed.j2" as managed %}
{% import "actions.j2" as use %}
{{ managed.hash() -}}

config {
  call_module_type = "local"
}

plugin "terraform" {
  enabled = true
  preset  = "recommended"
}
{% if not plan.flags.get("existing") %}
{% set rules = {"aws": ("aws", use.tflint_aws), "gcp": ("google", use.tflint_google), "azure": ("azurerm", use.tflint_azurerm)}[plan.answers.cloud.provider] %}

plugin "{{ rules[0] }}" {
  enabled = true
  version = "{{ rules[1] }}"
  source  = "github.com/terraform-linters/tflint-ruleset-{{ rules[0] }}"
}
{% endif %}
