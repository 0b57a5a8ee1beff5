"""Which directories are built, what they take, and that rendered manifests are held against the rules."""

from pathlib import Path

import pytest

from kafka_scaffold.model.tree import Ownership, RenderedFile, RenderedTree
from kafka_scaffold.validate.kustomization import gather, loose, overlays
from kafka_scaffold.validate.manifests import check_repository, protected_environments
from kafka_scaffold.validate.tree import check_tree


PASSING = (Path(__file__).parents[2] / "fixtures" / "kubernetes-policy" / "passing.yaml").read_text(
    encoding="utf-8"
)
TOPIC = "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: a}\nspec: {}\n"
TEXTS = {
    "kafka-scaffold.yaml": "environments:\n  dev: {scale: 10%}\n  prod: {}\n  test: {protect: true}\n",
    "kubernetes/base/kustomization.yaml": "resources: [topic.yaml]\n",
    "kubernetes/base/topic.yaml": TOPIC,
    "kubernetes/parts/kustomization.yaml": "kind: Component\nresources: [x.yaml]\n",
    "kubernetes/overlays/prod/kustomization.yaml": "resources: [../../base, kafka.yaml, none.yaml]\n",
    "kubernetes/overlays/prod/kafka.yaml": PASSING,
    "kubernetes/overlays/dev/kustomization.yaml": "resources:\n  - ../../base/\n",
    "kubernetes/gitops/flux/prod/kustomization.yaml": (
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {}\n"
    ),
    "kubernetes/gitops/prod.yaml": (
        "# a comment\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {}\n"
    ),
    "kubernetes/values.yaml": "replicas: 1\n",
}


def test_overlays_are_what_nobody_includes():
    """A base is built as part of what takes it; a component and Flux's own kind are no overlays."""
    assert overlays(TEXTS) == ("kubernetes/overlays/dev", "kubernetes/overlays/prod")


def test_an_overlay_takes_its_base():
    """Each file once, and what is missing is kustomize's to tell."""
    names = [m.label for m in gather(TEXTS, "kubernetes/overlays/prod")]

    assert names[0] == "KafkaTopic a"
    assert "Kafka shop" in names
    assert [m.label for m in gather(TEXTS, "kubernetes/overlays/dev")] == ["KafkaTopic a"]


def test_a_cycle_ends():
    """Two kustomizations that include each other are nobody's overlay, and gathering one of them ends."""
    texts = {
        "a/kustomization.yaml": "resources: [../b, x.yaml]\n",
        "a/x.yaml": TOPIC,
        "b/kustomization.yaml": "resources: [../a]\n",
    }

    assert overlays(texts) == ()
    assert len(gather(texts, "a")) == 1


def test_loose_manifests_are_those_no_kustomization_takes():
    """Applications of Argo CD and Flux are applied by themselves; values are no manifests."""
    assert loose(TEXTS, "kubernetes/") == (
        "kubernetes/gitops/flux/prod/kustomization.yaml",
        "kubernetes/gitops/prod.yaml",
    )


def test_loose_manifests_of_one_directory_belong_together():
    """Without kustomize a pool and its cluster still know each other."""
    pools, kafka = PASSING.split("---\n", 2)[:2], PASSING.split("---\n", 2)[2]
    texts = {"kubernetes/a/pools.yaml": "---\n".join(pools), "kubernetes/a/kafka.yaml": kafka}

    assert tuple(check_repository(texts)) == ()


def test_the_answers_say_what_is_protected():
    """By word, or because the whole workload runs there."""
    assert protected_environments(TEXTS) == {"prod", "test"}
    assert protected_environments({"kafka-scaffold.yaml": "a: [\n"}) == frozenset()
    assert protected_environments({}) == frozenset()


@pytest.mark.parametrize(
    ("environment", "rules"),
    [pytest.param("prod", {"delete-claim"}, id="prod"), pytest.param("dev", set(), id="dev")],
)
def test_volumes_stay_where_it_is_protected(environment, rules):
    """The overlay of a protected environment keeps its volumes."""
    folder = f"kubernetes/overlays/{environment}"
    texts = {
        "kafka-scaffold.yaml": TEXTS["kafka-scaffold.yaml"],
        f"{folder}/kustomization.yaml": "resources: [kafka.yaml]\n",
        f"{folder}/kafka.yaml": PASSING.replace("deleteClaim: false}", "deleteClaim: true}"),
    }

    assert {f.rule for f in check_repository(texts)} == rules


def test_a_rendered_mistake_is_an_error_before_writing():
    """What `new` would write is refused, with the file it is in."""
    files = {
        "kubernetes/overlays/dev/kustomization.yaml": "resources: [kafka.yaml]\n",
        "kubernetes/overlays/dev/kafka.yaml": PASSING.replace("partitions: 12", "partitons: 12"),
    }
    tree = RenderedTree(
        files=tuple(
            RenderedFile(path=p, content=t.encode(), part="x", ownership=Ownership.MANAGED)
            for p, t in files.items()
        )
    )

    (told,) = check_tree(tree)

    assert told.rule == "schema"
    assert told.where == "kubernetes/overlays/dev/kafka.yaml"
    assert "spec.partitons" in told.message
