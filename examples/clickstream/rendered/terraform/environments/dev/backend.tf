# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Remote state. terraform/bootstrap makes the bucket; its name ends in the account's id and is given at init:
#   terraform init -backend-config="bucket=kafka-clickstream-tfstate-$(aws sts get-caller-identity --query Account --output text)"

terraform {
  backend "s3" {
    key     = "clickstream/dev/terraform.tfstate"
    region  = "eu-west-1"
    encrypt = true
    # S3 holds the lock itself; no DynamoDB table is needed.
    use_lockfile = true
  }
}
