# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
# shellcheck shell=sh
#
# Kafka's own tools for whoever is on call, read into a shell by ". docs/runbooks/kafka.sh":
#
#   kafka topics --describe --under-replicated-partitions
#
# runs bin/kafka-topics.sh in the pod $BROKER of $NAMESPACE. It signs in as that broker, on the listener that brokers
# copy from, so it needs no password and works when users do not. A broker may do anything: so may whoever may
# "kubectl exec" into one. When that pod is the one in trouble, name another in BROKER.
kafka() {
  # What is in single quotes is for the shell in the pod. Nothing is read here, so that pasted lines stay in line.
  # shellcheck disable=SC2016
  kubectl exec -n "${NAMESPACE:?set it}" "${BROKER:?set it}" -c kafka -- sh -c '
    bootstrap=$0
    tool=$1
    shift
    umask 077
    {
      echo security.protocol=SSL
      sed -n "s/^listener\.name\.replication-9091\.ssl\.\(keystore\|truststore\)/ssl.\1/p; /^config\.providers/p" \
        /tmp/strimzi.properties
    } >/tmp/admin.properties
    exec "./bin/kafka-$tool.sh" --bootstrap-server "$bootstrap" --command-config /tmp/admin.properties "$@"
  ' "${CLUSTER:?set it}-kafka-bootstrap:9091" "$@"
}
