"""The ways in which WarpStream takes records in, and where its Agents run."""

from enum import StrEnum

from kafka_scaffold.model.answers import Answers, CloudProvider
from kafka_scaffold.model.platform_answers import AgentPlace


class Variant(StrEnum):
    """Where files go first, slow and cheap before quick and dear."""

    OBJECT_STORAGE = "object-storage"  # the bucket of the region
    S3_EXPRESS = "s3-express"  # three buckets of one zone each, then the region's
    LIGHTNING = "lightning"  # the same, acknowledged before the control plane knows

    @property
    def is_express(self) -> bool:
        """Tell whether files go to S3 Express One Zone first."""
        return self is not Variant.OBJECT_STORAGE


DEFAULT_PLACES = {
    CloudProvider.AWS: AgentPlace.EKS,
    CloudProvider.GCP: AgentPlace.GKE,
    CloudProvider.AZURE: AgentPlace.AKS,
}
STORES = {
    CloudProvider.AWS: "S3",
    CloudProvider.GCP: "Cloud Storage",
    CloudProvider.AZURE: "Azure Blob Storage",
}
TITLES = {
    Variant.S3_EXPRESS: "S3 Express One Zone",
    Variant.LIGHTNING: "S3 Express One Zone with Lightning Topics",
}


def place(answers: Answers) -> AgentPlace:
    """Return where Agents run: as asked, or in the cloud's own Kubernetes."""
    return answers.warpstream.agents or DEFAULT_PLACES[answers.cloud.provider]


def title(answers: Answers, variant: str) -> str:
    """Return the product's full name."""
    store = TITLES.get(Variant(variant), STORES[answers.cloud.provider])
    return f"WarpStream on {store}"
