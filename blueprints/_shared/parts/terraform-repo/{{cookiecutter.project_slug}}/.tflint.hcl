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

plugin "aws" {
  enabled = true
  version = "{{ use.tflint_aws }}"
  source  = "github.com/terraform-linters/tflint-ruleset-aws"
}
