"""Literals of canonical Terraform are found with their place, and followed through locals and variables."""

from kafka_scaffold.validate.provider_rules import Partial
from kafka_scaffold.validate.terraform_literals import arguments, known_names


TEXT = """\
resource "aws_msk_cluster" "main" {
  cluster_name           = local.name
  number_of_broker_nodes = 6 # zone loss decides

  broker_node_group_info {
    instance_type  = "kafka.m7g.large"
    client_subnets = aws_subnet.main[*].id

    storage_info {
      ebs_storage_info {
        volume_size = 1000
      }
    }
  }

  policy = <<-EOT
    instance_type = "not this"
  EOT

  tags = {
    "cost.centre" = "a\\"b"
    Name          = "${local.name}-${random_id.x.hex}"
  }
}
"""


def found(text=TEXT, **names):
    """Return path -> value of the arguments of a text."""
    return {a.path: a.value for a in arguments(text, names.get("names", {}))}


def test_nested_blocks_make_dotted_paths():
    """Indentation tells the block, as `terraform fmt` leaves it."""
    assert found()["broker_node_group_info.storage_info.ebs_storage_info.volume_size"] == 1000
    assert found()["broker_node_group_info.instance_type"] == "kafka.m7g.large"


def test_heredocs_are_no_arguments():
    """Text that looks like Terraform inside a heredoc is text, and lines are still counted right."""
    paths = [a.path for a in arguments(TEXT)]

    assert paths.count("broker_node_group_info.instance_type") == 1
    assert next(a.line for a in arguments(TEXT) if a.path == "tags.cost.centre") == 21


def test_strings_are_read_as_terraform_reads_them():
    """Escapes are undone, also those of interpolation."""
    text = 'locals {\n  a = "x\\"\\u00e9$${y}%%{z}\\n"\n}\n'

    assert found(text)["a"] == 'x"é${y}%{z}\n'
    assert found()["tags.cost.centre"] == 'a"b'


def test_references_with_a_literal_behind_them_are_followed():
    """A local, a variable's default, and a variables file that overrides it."""
    names = known_names(
        {
            "main.tf": 'locals {\n  name = "clicks-dev"\n}\n\nvariable "x" {\n  default = "a"\n}\n',
            "terraform.tfvars": 'x = "b"\n',
        }
    )

    assert names == {"local.name": "clicks-dev", "var.x": "b"}
    assert found(names=names)["cluster_name"] == "clicks-dev"


def test_what_is_known_at_apply_is_partial():
    """The literal parts say how long the text is at least."""
    assert found(names={"local.name": "clicks"})["tags.Name"] == Partial(least="clicks-")


def test_fixed_widths_are_filled_in():
    """An account id has twelve digits, so a bucket name with it can be measured."""
    text = 'locals {\n  a = "logs-${data.aws_caller_identity.current.account_id}"\n}\n'

    assert found(text)["a"] == "logs-" + "1" * 12

    text = 'locals {\n  a = "logs-${data.google_project.current.number}"\n}\n'

    assert found(text)["a"] == "logs-" + "1" * 12


def test_dynamic_blocks_are_named_for_what_they_make():
    """``dynamic "setting" { content { … } }`` is the block ``setting``."""
    text = 'resource "x" "y" {\n  dynamic "setting" {\n    content {\n      name = "a"\n    }\n  }\n}\n'

    assert found(text) == {"setting.name": "a"}
