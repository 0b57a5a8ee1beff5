#!/usr/bin/env bash
# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Makes the topics of a cluster those of topics/<environment>/topics.csv. MSK Serverless offers no other way:
# its topics are made by a Kafka client.
#
#   topics/apply.sh --check ENVIRONMENT            show what differs; exit 1 when something does
#   topics/apply.sh --apply [--prune] ENVIRONMENT  create and change; --prune also resets settings not declared
#   topics/apply.sh --apply --delete TOPIC … ENVIRONMENT  delete topics that are not declared, with their records
#
# BOOTSTRAP         brokers to talk to, host:port[,host:port]… (required)
# COMMAND_CONFIG    client properties of an administrator; default clients/ENVIRONMENT/admin.properties
# KAFKA_BIN         folder of Kafka's command line tools; default: wherever the PATH finds them
#
# A topic that is not declared is shown and stays, unless --delete names it. Partitions are added, never taken away.
# Running it again changes nothing.

set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
separator=$(printf '\037')

die() {
  printf 'topics/apply.sh: %s\n' "$1" >&2
  exit 2
}

usage() {
  sed -n 's/^# \{0,1\}//; 4,18p' "$0" >&2
  exit 2
}

{% include "read_csv.sh" %}

# kafka TOOL ARGUMENT…: run one of Kafka's tools as the administrator.
kafka() {
  local tool=$1
  shift
  "${KAFKA_BIN:+$KAFKA_BIN/}$tool" "${connection[@]}" "$@" </dev/null || die "$tool failed"
}

# Topics, and their settings as lines of topic, setting, value; the number of partitions counts as a setting.
declared() {
  read_csv "$folder/topics.csv" 4 >"$work/read"
  cut -d "$separator" -f 1-3 "$work/read" | sort -u
}

actual() {
  kafka kafka-topics.sh --describe >"$work/topics.listed"
  kafka kafka-configs.sh --describe --entity-type topics >"$work/configs.listed"
  {
    awk '
      /^Topic: / && /PartitionCount:/ {
        match($0, /PartitionCount:[ \t]*[0-9]+/)
        count = substr($0, RSTART, RLENGTH)
        sub(/.*:[ \t]*/, "", count)
        printf "%s\037partitions\037%s\n", $2, count
      }' "$work/topics.listed"
    awk '
      /^(Dynamic c|C)onfigs for topic .* are:$/ {
        sub(/^.*onfigs for topic /, "")
        sub(/ are:$/, "")
        topic = $0
        next
      }
      match($0, / sensitive=(true|false) synonyms=/) {
        pair = substr($0, 1, RSTART - 1)
        sub(/^ */, "", pair)
        at = index(pair, "=")
        printf "%s\037%s\037%s\n", topic, substr(pair, 1, at - 1), substr(pair, at + 1)
      }' "$work/configs.listed"
  } | awk -F '\037' 'substr($1, 1, 2) != "__"' | sort -u
}

compare() {
  declared >"$work/declared"
  actual >"$work/actual"
  cut -d "$separator" -f 1 "$work/declared" | sort -u >"$work/topics.declared"
  cut -d "$separator" -f 1 "$work/actual" | sort -u >"$work/topics.actual"
  comm -23 "$work/topics.declared" "$work/topics.actual" >"$work/topics.missing"
  comm -13 "$work/topics.declared" "$work/topics.actual" >"$work/topics.extra"
  cut -d "$separator" -f 1,2 "$work/declared" | sort -u >"$work/names.declared"
  cut -d "$separator" -f 1,2 "$work/actual" | sort -u >"$work/names.actual"
  comm -23 "$work/declared" "$work/actual" | leave_out "$work/topics.missing" >"$work/differs"
  comm -13 "$work/names.declared" "$work/names.actual" | leave_out "$work/topics.extra" >"$work/undeclared"
}

# leave_out FILE: pass lines on whose topic is not in the file.
leave_out() {
  awk -v list="$1" -F '\037' 'FILENAME == list { listed[$1] = 1; next } !($1 in listed)' "$1" -
}

# value_of FILE TOPIC SETTING
value_of() {
  awk -v topic="$2" -v setting="$3" -F '\037' '$1 == topic && $2 == setting { print $3 }' "$1"
}

show() {
  local topic setting value now
  sed 's/^/missing  /' "$work/topics.missing"
  sed 's/^/extra    /' "$work/topics.extra"
  while IFS=$separator read -r topic setting value; do
    now=$(value_of "$work/actual" "$topic" "$setting")
    printf 'differs  %s %s: %s, declared %s\n' "$topic" "$setting" "${now:-the default}" "$value"
  done <"$work/differs"
  while IFS=$separator read -r topic setting; do
    printf 'extra    %s %s\n' "$topic" "$setting"
  done <"$work/undeclared"
}

create() {
  local topic=$1 setting value arguments
  arguments=(--create --if-not-exists "--topic=$topic")
  while IFS=$separator read -r _ setting value; do
    case $setting in
      partitions) arguments+=("--partitions=$value") ;;
      *) arguments+=("--config=$setting=$value") ;;
    esac
  done < <(awk -v topic="$topic" -F '\037' '$1 == topic' "$work/declared")
  kafka kafka-topics.sh "${arguments[@]}" >/dev/null
  printf 'create   %s\n' "$topic"
}

change() {
  local topic=$1 setting=$2 value=$3 now
  if [ "$setting" = partitions ]; then
    now=$(value_of "$work/actual" "$topic" partitions)
    if [ "$value" -lt "$now" ]; then
      printf 'skip     %s has %s partitions, declared %s: partitions cannot be taken away\n' "$topic" "$now" "$value" >&2
      return
    fi
    kafka kafka-topics.sh --alter "--topic=$topic" "--partitions=$value" >/dev/null
  else
    configure "$topic" --add-config "$setting=[$value]"
  fi
  printf 'change   %s %s %s\n' "$topic" "$setting" "$value"
}

configure() {
  kafka kafka-configs.sh --alter --entity-type topics "--entity-name=$1" "$2=$3" >/dev/null
}

apply() {
  local topic setting value
  while IFS= read -r topic; do
    create "$topic"
  done <"$work/topics.missing"
  while IFS=$separator read -r topic setting value; do
    change "$topic" "$setting" "$value"
  done <"$work/differs"
}

prune() {
  local topic setting
  while IFS=$separator read -r topic setting; do
    configure "$topic" --delete-config "$setting"
    printf 'reset    %s %s\n' "$topic" "$setting"
  done <"$work/undeclared"
}

delete() {
  grep -qxF -- "$1" "$work/topics.extra" || die "$1 is declared, or is no topic of this cluster"
  kafka kafka-topics.sh --delete "--topic=$1" >/dev/null
  printf 'delete   %s\n' "$1"
}

mode='' pruning='' environment='' doomed=()
while [ "$#" -gt 0 ]; do
  case $1 in
    --check | --apply) [ -z "$mode" ] || usage; mode=$1 ;;
    --prune) pruning=yes ;;
    --delete) [ "$#" -gt 1 ] || usage; doomed+=("$2"); shift ;;
    -*) usage ;;
    *) [ -z "$environment" ] || usage; environment=$1 ;;
  esac
  shift
done
[ -n "$mode" ] || usage
[ "$mode" = --apply ] || [ -z "$pruning${doomed[*]:-}" ] || usage
case $environment in '' | */* | .*) usage ;; esac
folder=$here/$environment
[ -d "$folder" ] || die "there is no topics/$environment"
[ -n "${BOOTSTRAP:-}" ] || die "set BOOTSTRAP to the brokers, host:port"

connection=(--bootstrap-server "$BOOTSTRAP")
config=${COMMAND_CONFIG-$here/../clients/$environment/admin.properties}
[ -z "$config" ] || connection+=(--command-config "$config")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compare
if [ "$mode" = --check ]; then
  show
  for list in topics.missing topics.extra differs undeclared; do
    [ ! -s "$work/$list" ] || exit 1
  done
  printf 'topics/%s: identical\n' "$environment"
  exit 0
fi
apply
[ -z "$pruning" ] || prune
for topic in "${doomed[@]:-}"; do
  [ -z "$topic" ] || delete "$topic"
done
printf 'topics/%s: done\n' "$environment"
