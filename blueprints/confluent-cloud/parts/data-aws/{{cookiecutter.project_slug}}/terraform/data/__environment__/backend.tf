{% import "terraform.j2" as tf %}
{{ tf.header("Remote state, beside that of the control plane. terraform/bootstrap makes the bucket; its name ends in the account's id and is given at init:") }}
#   terraform init -backend-config="bucket={{ ("kafka-" ~ plan.answers.name ~ "-tfstate") | fit(50) }}-$(aws sts get-caller-identity --query Account --output text)"

terraform {
  backend "s3" {
    key     = {{ (plan.answers.name ~ "/" ~ environment.environment.name ~ "/data/terraform.tfstate") | hcl }}
    region  = {{ plan.answers.cloud.region | hcl }}
    encrypt = true
    # S3 holds the lock itself; no DynamoDB table is needed.
    use_lockfile = true
  }
}
