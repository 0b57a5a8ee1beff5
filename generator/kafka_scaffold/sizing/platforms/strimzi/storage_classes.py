"""Storage classes of the clouds' disks: one for brokers, one for controllers, with what the sizing counts on."""

from math import ceil

from kafka_scaffold.model.answers import Answers, CloudProvider, EncryptionKey, Environment
from kafka_scaffold.model.plan import Setting
from kafka_scaffold.model.platform_answers import KubernetesCluster
from kafka_scaffold.sizing.platforms.strimzi.details import StorageClass
from kafka_scaffold.sizing.platforms.strimzi.fit.disks import Disk
from kafka_scaffold.sizing.platforms.strimzi.names import namespace
from kafka_scaffold.sizing.platforms.strimzi.nodes import Nodes
from kafka_scaffold.units import MIB


PROVISIONERS = {
    CloudProvider.AWS: "ebs.csi.aws.com",
    CloudProvider.GCP: "pd.csi.storage.gke.io",
    CloudProvider.AZURE: "disk.csi.azure.com",
}
DOCS = {
    CloudProvider.AWS: "AWS EBS CSI driver, parameters",
    CloudProvider.GCP: "GKE documentation, Persistent Disk CSI driver and Hyperdisk",
    CloudProvider.AZURE: "Azure Disk CSI driver, driver parameters",
}
LOCAL = "kubernetes.io/no-provisioner"
MB = 1_000_000
KEEP = (
    "A volume outlives its claim, so that a cluster that was deleted can be put together again from its volumes; "
    "who really wants it gone deletes the volume too"
)


def class_names(answers: Answers, environment: Environment) -> tuple[str, str]:
    """Return the storage classes of brokers and of controllers; a class that exists serves both."""
    existing = answers.kubernetes.storage_class
    if existing is not None:
        return existing, existing
    space = namespace(answers, environment)
    return f"{space}-broker", f"{space}-controller"


def storage_classes(
    answers: Answers, environment: Environment, on: Nodes
) -> tuple[StorageClass, ...]:
    """Return the classes to make: none where one exists."""
    if answers.kubernetes.storage_class is not None:
        return ()
    brokers, controllers = class_names(answers, environment)
    data = _local(brokers) if on.disk is None else _class(brokers, on.disk, answers, environment)
    if on.topology.dual:
        return (data,)
    return (data, _class(controllers, on.controller_disk, answers, environment))


def _class(name: str, disk: Disk, answers: Answers, environment: Environment) -> StorageClass:
    provider = answers.cloud.provider
    parameters = {CloudProvider.AWS: _aws, CloudProvider.GCP: _gcp, CloudProvider.AZURE: _azure}
    return StorageClass(
        name=name,
        provisioner=PROVISIONERS[provider],
        parameters=(
            *parameters[provider](disk),
            *_key(provider, own=own_key(answers)),
        ),
        reclaim="Retain" if environment.protect else "Delete",
        reason=KEEP
        if environment.protect
        else "Nothing is protected here: a volume goes with its claim and costs no more",
    )


def _local(name: str) -> StorageClass:
    return StorageClass(
        name=name,
        provisioner=LOCAL,
        parameters=(),
        reclaim="Delete",
        reason="Disks of the machines themselves, found and offered by the local static provisioner; they are gone "
        "with their machine, whatever this says",
    )


def own_key(answers: Answers) -> bool:
    """Tell whether Terraform makes a key for disks and buckets: it does so with the Kubernetes cluster alone."""
    made = answers.kubernetes.cluster is KubernetesCluster.CREATE
    return made and answers.security.encryption_key is EncryptionKey.OWN


def _one(name: str, value: str, reason: str, provider: CloudProvider) -> Setting:
    return Setting(name=name, value=value, reason=reason, source=DOCS[provider])


def _file_system(name: str, provider: CloudProvider) -> Setting:
    return _one(name, "xfs", "Kafka's advice: large files that are written at their end", provider)


def _rates(disk: Disk) -> tuple[str, str]:
    """Return why a disk has its operations and its throughput."""
    kind = disk.kind
    words = "what the sizing counts on; every disk of this kind has"
    return (
        f"{disk.iops:,} operations a second, {words} {kind.iops:,.0f}",
        f"{disk.mib_s} MiB/s, {words} {kind.mib_s:.4g}; more than the machine carries would be wasted",
    )


def _aws(disk: Disk) -> tuple[Setting, ...]:
    operations, throughput = _rates(disk)
    aws = CloudProvider.AWS
    return (
        _one("type", disk.kind.name, "Throughput is bought apart from size", aws),
        _one("iops", str(disk.iops), operations, aws),
        _one("throughput", str(disk.mib_s), throughput, aws),
        _one("encrypted", "true", "Never write records in the clear", aws),
        _file_system("csi.storage.k8s.io/fstype", aws),
    )


def _gcp(disk: Disk) -> tuple[Setting, ...]:
    gcp = CloudProvider.GCP
    kind = _one("type", disk.kind.name, "What the machines take and the sizing counts on", gcp)
    operations, throughput = _rates(disk)
    bought = (
        _one("provisioned-iops-on-create", str(disk.iops), operations, gcp),
        _one("provisioned-throughput-on-create", f"{disk.mib_s}Mi", throughput, gcp),
    )
    return (
        kind,
        *(bought if disk.kind.bought else ()),
        _file_system("csi.storage.k8s.io/fstype", gcp),
    )


def _azure(disk: Disk) -> tuple[Setting, ...]:
    operations, throughput = _rates(disk)
    azure = CloudProvider.AZURE
    mb_s = ceil(disk.mib_s * MIB / MB)
    return (
        _one("skuName", "PremiumV2_LRS", "Throughput is bought apart from size", azure),
        _one("cachingMode", "None", "The only mode that Premium SSD v2 takes", azure),
        _one("DiskIOPSReadWrite", str(disk.iops), operations, azure),
        _one("DiskMBpsReadWrite", str(mb_s), f"{throughput}; {mb_s} MB/s here", azure),
        _file_system("fsType", azure),
    )


def _key(provider: CloudProvider, *, own: bool) -> tuple[Setting, ...]:
    names = {
        CloudProvider.AWS: "kmsKeyId",
        CloudProvider.GCP: "disk-encryption-kms-key",
        CloudProvider.AZURE: "diskEncryptionSetID",
    }
    reason = "A key of your own, as asked; Terraform makes it"
    return (_one(names[provider], "@{key}", reason, provider),) if own else ()
