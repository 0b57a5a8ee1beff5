# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Makes the bucket that holds the state of every environment. Apply it once per account, before anything else.
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
  region = "eu-west-1"

  default_tags {
    tags = {
      project    = "clickstream"
      managed-by = "terraform"
    }
  }
}
