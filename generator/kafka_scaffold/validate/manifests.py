"""The Kubernetes manifests of a repository, overlay by overlay, held against the rules for a Kafka on Kubernetes."""

import posixpath
from collections.abc import Iterator, Mapping
from itertools import groupby

from kafka_scaffold import yaml_io
from kafka_scaffold.errors import AnswersError
from kafka_scaffold.model.plan import Finding
from kafka_scaffold.validate.kubernetes_policy import check_manifests, read
from kafka_scaffold.validate.kustomization import gather, loose, overlays


ANSWERS = "kafka-scaffold.yaml"
FOLDER = "kubernetes/"


def check_repository(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the manifests of a repository; a repository without any costs nothing.

    Args:
        texts: Its files by path.
    """
    manifests = {path: text for path, text in texts.items() if path.startswith(FOLDER)}
    if not manifests:
        return
    protected = protected_environments(texts)
    for folder in overlays(manifests):
        named = posixpath.basename(folder) in protected
        yield from check_manifests(gather(manifests, folder), protected=named)
    for folder, paths in groupby(loose(manifests, FOLDER), key=posixpath.dirname):
        together = tuple(m for path in paths for m in read(manifests[path], path))
        named = posixpath.basename(folder) in protected
        yield from check_manifests(together, protected=named)


def protected_environments(texts: Mapping[str, str]) -> frozenset[str]:
    """Return the environments that the repository's answers guard against deletion: by their word or by their size."""
    try:
        data = next(iter(yaml_io.documents(texts.get(ANSWERS, ""), ANSWERS)), None)
    except AnswersError:
        return frozenset()
    found = data.get("environments") if isinstance(data, dict) else None
    return frozenset(
        name
        for name, asked in (found.items() if isinstance(found, dict) else ())
        if _is_protected(asked if isinstance(asked, dict) else {})
    )


def _is_protected(asked: Mapping[str, object]) -> bool:
    return bool(asked.get("protect", str(asked.get("scale", "100%")) in {"100%", "1", "1.0"}))
