# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Where this environment lives, and the tags that everything in it carries.

provider "aws" {
  region = "eu-west-1"
  # An account that is not listed is refused before anything is read or changed in it.
  allowed_account_ids = length(var.allowed_account_ids) == 0 ? null : var.allowed_account_ids

  default_tags {
    tags = {
      project     = "clickstream"
      environment = "dev"
      managed-by  = "terraform"
      owner       = "@example/data-platform"
      team        = "data-platform"
      cost-center = "4711"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
