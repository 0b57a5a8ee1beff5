{% import "terraform.j2" as tf %}
{{ tf.header("Where this environment lives, and the tags that everything in it carries.") }}

provider "aws" {
  region = {{ plan.answers.cloud.region | hcl }}
  # An account that is not listed is refused before anything is read or changed in it.
  allowed_account_ids = length(var.allowed_account_ids) == 0 ? null : var.allowed_account_ids

  default_tags {
{% set tags = {"project": plan.answers.name, "environment": environment.environment.name, "managed-by": "terraform"} %}
{% set owner = {"owner": plan.answers.owner} if plan.answers.owner else {} %}
{% set ours = dict(tags, **owner) %}
{% set given = dict(plan.answers.tags) %}
{% set all = dict(ours.items() | list + given.items() | list) %}
    tags = {{ all | hcl(4) }}
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
