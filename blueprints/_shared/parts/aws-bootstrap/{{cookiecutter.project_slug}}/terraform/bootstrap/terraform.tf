{% import "terraform.j2" as tf %}
{{ tf.header("Makes the bucket that holds the state of every environment. Apply it once per account, before anything else.") }}
#
# Its own state stays on the machine that applied it. If that is lost, import the bucket and the key; nothing else is in it.

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
}

provider "aws" {
  region = {{ plan.answers.cloud.region | hcl }}

  default_tags {
    tags = {{ {"project": plan.answers.name, "managed-by": "terraform"} | hcl(4) }}
  }
}
