{% import "terraform.j2" as tf %}
{{ tf.header("What Google Cloud must have turned on in the project. Turning one off again would break what uses it, so destroy leaves them on.") }}

resource "google_project_service" "main" {
  for_each = toset([
    "cloudkms.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "compute.googleapis.com",
    "dns.googleapis.com",
    "iam.googleapis.com",
    "iamcredentials.googleapis.com",
    "secretmanager.googleapis.com",
    "servicedirectory.googleapis.com",
    "storage.googleapis.com",
  ])

  service            = each.value
  disable_on_destroy = false
}
