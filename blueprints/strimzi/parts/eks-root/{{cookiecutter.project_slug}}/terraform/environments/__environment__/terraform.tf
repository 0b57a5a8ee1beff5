{% import "terraform.j2" as tf %}
{{ tf.header("The versions this was tested with: the oldest and the newest Terraform, one provider series.") }}

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
}
