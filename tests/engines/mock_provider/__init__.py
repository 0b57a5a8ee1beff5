"""A Terraform provider that serves a schema from JSON and invents computed values; it talks to no cloud.

It runs in the engines' environment (grpcio, protobuf, msgpack, cryptography), never in the product's.
"""
