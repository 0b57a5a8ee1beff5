"""``python -m mock_provider SCHEMA`` (Terraform starts it) or ``python -m mock_provider ADDRESS=SCHEMA...``."""

import sys

from .serve import serve_many, serve_one


given = sys.argv[1:]
if "=" in given[0]:
    serve_many(dict(pair.split("=", 1) for pair in given))
else:
    serve_one(given[0])
