"""Print members of AWS API models as JSON; runs in checkov's environment, whose botocore carries the models."""

import gzip
import json
import sys
from pathlib import Path

import botocore


data = Path(botocore.__file__).parent / "data"
found = {}
for source in json.loads(sys.argv[1]):
    _, service, member = source.split(" ")[:3]
    newest = sorted((data / service).glob("*/service-2.json.gz"))[-1]
    shapes = json.loads(gzip.decompress(newest.read_bytes()))["shapes"]
    shape, field = member.split(".")
    found[source] = shapes[shapes[shape]["members"][field]["shape"]]
sys.stdout.write(json.dumps(found))
