"""Object storage of the clouds, as the price book names it."""

from dataclasses import dataclass

from kafka_scaffold.model.answers import CloudProvider


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What a cloud's object storage is called in the price book; requests are sold by so many."""

    storage: str
    write: str
    read: str
    requests: int


STORES = {
    CloudProvider.AWS: Store(
        storage="aws.s3.storage", write="aws.s3.put", read="aws.s3.get", requests=1_000
    ),
    CloudProvider.GCP: Store(
        storage="gcp.gcs.storage", write="gcp.gcs.class-a", read="gcp.gcs.class-b", requests=10_000
    ),
    CloudProvider.AZURE: Store(
        storage="azure.blob.storage",
        write="azure.blob.write",
        read="azure.blob.read",
        requests=10_000,
    ),
}
