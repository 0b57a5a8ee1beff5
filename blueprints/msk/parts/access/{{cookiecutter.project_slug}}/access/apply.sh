#!/usr/bin/env bash
# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Makes the ACLs and quotas of a cluster those of access/<environment>/acls.csv and quotas.csv.
#
#   access/apply.sh --check ENVIRONMENT            show what differs; exit 1 when something does
#   access/apply.sh --apply [--prune] ENVIRONMENT  add what is missing; --prune also removes what is not declared
#
# BOOTSTRAP         brokers to talk to, host:port[,host:port]… (required)
# COMMAND_CONFIG    client properties of an administrator; default clients/ENVIRONMENT/admin.properties
# KAFKA_BIN         folder of Kafka's command line tools; default: wherever the PATH finds them
# BROKER_PRINCIPAL  who the brokers are, @{brokers} in acls.csv; default: read off BOOTSTRAP on Amazon MSK
#
# ACLs of the brokers and of whoever may alter the cluster are added first and never removed, so a run that stops
# half way locks nobody out. Running it again changes nothing.

set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
separator=$(printf '\037')

die() {
  printf 'access/apply.sh: %s\n' "$1" >&2
  exit 2
}

usage() {
  sed -n 's/^# \{0,1\}//; 4,17p' "$0" >&2
  exit 2
}

{% include "read_csv.sh" %}

# kafka TOOL ARGUMENT…: run one of Kafka's tools as the administrator.
kafka() {
  local tool=$1
  shift
  "${KAFKA_BIN:+$KAFKA_BIN/}$tool" "${connection[@]}" "$@" </dev/null || die "$tool failed"
}

# The ACLs that should be, one a line: principal, host, permission, type, name, pattern, operation.
declared_acls() {
  read_csv "$folder/acls.csv" 8 >"$work/acls.read"
  awk -v brokers="$brokers" '
    BEGIN { FS = OFS = "\037" }
    function word(text) { gsub(/[-_]/, "", text); return toupper(text) }
    $1 == "@{brokers}" && brokers == "" { next }
    $1 == "@{brokers}" { $1 = brokers }
    { print $1, $2, word($4), word($5), $6, word($7), word($3) }' "$work/acls.read" | sort -u
}

# The ACLs that are, in the same form, read from what kafka-acls.sh prints.
actual_acls() {
  kafka kafka-acls.sh --list >"$work/acls.listed"
  awk '
    BEGIN { OFS = "\037" }
    function word(text) { gsub(/[-_]/, "", text); return toupper(text) }
    /ResourcePattern\(resourceType=/ {
      sub(/^[^(]*\(resourceType=/, "")
      type = substr($0, 1, index($0, ", name=") - 1)
      sub(/^[^,]*, name=/, "")
      match($0, /, patternType=[A-Z]+\)[^)]*$/)
      name = substr($0, 1, RSTART - 1)
      pattern = substr($0, RSTART + 14)
      sub(/\).*/, "", pattern)
      next
    }
    /^[ \t]*\(principal=/ {
      sub(/^[ \t]*\(principal=/, "")
      match($0, /, host=[^,]*, operation=[A-Z_]+, permissionType=[A-Z]+\)[ \t]*$/)
      principal = substr($0, 1, RSTART - 1)
      split(substr($0, RSTART + 2), part, ", ")
      sub(/host=/, "", part[1]); sub(/operation=/, "", part[2]); sub(/permissionType=/, "", part[3])
      sub(/\).*/, "", part[3])
      print principal, part[1], word(part[3]), word(type), name, word(pattern), word(part[2])
    }' "$work/acls.listed" | sort -u
}

# Quotas as lines of user, setting, bytes per second.
declared_quotas() {
  read_csv "$folder/quotas.csv" 4 >"$work/quotas.read"
  awk '
    BEGIN { FS = OFS = "\037" }
    $2 != "" { print $1, "producer_byte_rate", sprintf("%.0f", $2) }
    $3 != "" { print $1, "consumer_byte_rate", sprintf("%.0f", $3) }' "$work/quotas.read" | sort -u
}

actual_quotas() {
  kafka kafka-configs.sh --describe --entity-type users >"$work/quotas.listed"
  awk -v quote="'" '
    BEGIN { OFS = "\037" }
    index($0, "Quota configs for user-principal " quote) == 1 {
      sub("^Quota configs for user-principal " quote, "")
      end = index($0, quote " are ")
      if (!end) next
      user = substr($0, 1, end - 1)
      count = split(substr($0, end + 6), pairs, /, */)
      for (i = 1; i <= count; i++) {
        split(pairs[i], pair, "=")
        if (pair[1] ~ /^(producer|consumer)_byte_rate$/) print user, pair[1], sprintf("%.0f", pair[2])
      }
    }' "$work/quotas.listed" | sort -u
}

# compare KIND: sort the declared and the actual lines of a kind into missing and extra ones.
compare() {
  "declared_$1" >"$work/$1.declared"
  "actual_$1" >"$work/$1.actual"
  comm -23 "$work/$1.declared" "$work/$1.actual" >"$work/$1.missing"
  comm -13 "$work/$1.declared" "$work/$1.actual" >"$work/$1.extra"
}

show() {
  local file word
  for word in missing extra; do
    for file in acls quotas; do
      while IFS= read -r line; do
        printf '%-8s %-6s %s\n' "$word" "${file%s}" "$(printf '%s' "$line" | tr '\037' ' ')"
      done <"$work/$file.$word"
    done
  done
}

# change_acl --add|--remove KEY OPERATION…: one call for every operation of a principal on a resource.
change_acl() {
  local action=$1 principal host permission type name pattern operation arguments
  IFS=$separator read -r principal host permission type name pattern <<<"$2"
  shift 2
  case $permission in
    ALLOW) arguments=("--allow-principal=$principal" "--allow-host=$host") ;;
    DENY) arguments=("--deny-principal=$principal" "--deny-host=$host") ;;
    *) die "unknown permission $permission" ;;
  esac
  case $type in
    TOPIC) arguments+=("--topic=$name") ;;
    GROUP) arguments+=("--group=$name") ;;
    TRANSACTIONALID) arguments+=("--transactional-id=$name") ;;
    CLUSTER) arguments+=(--cluster) ;;
    *) die "cannot manage ACLs on $type $name" ;;
  esac
  for operation in "$@"; do
    arguments+=("--operation=$operation")
  done
  [ "$action" = --add ] || arguments+=(--force)
  kafka kafka-acls.sh "$action" "${arguments[@]}" "--resource-pattern-type=$pattern" >/dev/null
  printf '%-8s acl    %s %s\n' "${action#--}" "$(printf '%s' "$principal $type $name $pattern")" "$*"
}

# change_acls --add|--remove FILE: group the lines, which are sorted, by everything but the operation.
change_acls() {
  local line key='' operations=()
  while IFS= read -r line; do
    if [ "${line%"$separator"*}" != "$key" ]; then
      [ -z "$key" ] || change_acl "$1" "$key" "${operations[@]}"
      key=${line%"$separator"*}
      operations=()
    fi
    operations+=("${line##*"$separator"}")
  done <"$2"
  [ -z "$key" ] || change_acl "$1" "$key" "${operations[@]}"
}

# guardians FILE: who may alter the cluster, and with it every ACL, by the lines of a file.
guardians() {
  awk -F '\037' '$3 == "ALLOW" && $4 == "CLUSTER" && ($7 == "ALL" || $7 == "ALTER") { print $1 }' "$1"
}

# of_guardians yes|no FILE: the lines of the brokers and of the declared guardians, or all others.
of_guardians() {
  awk -v wanted="$1" -v brokers="$brokers" -v file="$work/guardians" -F '\037' '
    FILENAME == file { guardian[$1] = 1; next }
    (($1 in guardian) || (brokers != "" && $1 == brokers)) == (wanted == "yes")' "$work/guardians" "$2"
}

change_quota() {
  kafka kafka-configs.sh --alter --entity-type users "--entity-name=$2" "$1=$3" >/dev/null
  printf '%-8s quota  %s %s\n' "$4" "$2" "$3"
}

apply() {
  local user setting value
  of_guardians yes "$work/acls.missing" >"$work/first"
  of_guardians no "$work/acls.missing" >"$work/then"
  change_acls --add "$work/first"
  change_acls --add "$work/then"
  while IFS=$separator read -r user setting value; do
    change_quota --add-config "$user" "$setting=$value" add
  done <"$work/quotas.missing"
}

prune() {
  local user setting
  of_guardians no "$work/acls.extra" >"$work/undeclared"
  change_acls --remove "$work/undeclared"
  while IFS=$separator read -r user setting _; do
    if ! grep -qF -- "$user$separator$setting$separator" "$work/quotas.declared"; then
      change_quota --delete-config "$user" "$setting" remove
    fi
  done <"$work/quotas.extra"
}

# Where nobody who is declared may alter the cluster, nobody could undo a mistake: refuse to remove anything then.
require_guardian() {
  actual_acls >"$work/acls.actual"
  guardians "$work/acls.actual" | sort -u >"$work/guardians.actual"
  [ -n "$(comm -12 "$work/guardians" "$work/guardians.actual")" ] ||
    die "nobody in acls.csv may alter the cluster; --prune could lock everyone out"
}

# Brokers of Amazon MSK are known by a certificate for *.<cluster's domain>.
broker_principal() {
  local host=${BOOTSTRAP%%,*}
  host=${host%:*}
  case $host in
    *.amazonaws.com | *.amazonaws.com.cn) printf 'User:CN=*.%s' "${host#*.}" ;;
  esac
}

mode='' pruning='' environment=''
for argument in "$@"; do
  case $argument in
    --check | --apply) [ -z "$mode" ] || usage; mode=$argument ;;
    --prune) pruning=yes ;;
    -*) usage ;;
    *) [ -z "$environment" ] || usage; environment=$argument ;;
  esac
done
case "$mode $pruning" in '--check ' | '--apply ' | '--apply yes') ;; *) usage ;; esac
case $environment in '' | */* | .*) usage ;; esac
folder=$here/$environment
[ -d "$folder" ] || die "there is no access/$environment"
[ -n "${BOOTSTRAP:-}" ] || die "set BOOTSTRAP to the brokers, host:port"

brokers=${BROKER_PRINCIPAL:-$(broker_principal)}
[ -n "$brokers" ] || printf 'no BROKER_PRINCIPAL: the rows of @{brokers} are left out\n' >&2

connection=(--bootstrap-server "$BOOTSTRAP")
config=${COMMAND_CONFIG-$here/../clients/$environment/admin.properties}
[ -z "$config" ] || connection+=(--command-config "$config")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compare acls
compare quotas
guardians "$work/acls.declared" | sort -u >"$work/guardians"
if [ "$mode" = --check ]; then
  show
  [ ! -s "$work/acls.missing" ] && [ ! -s "$work/acls.extra" ] &&
    [ ! -s "$work/quotas.missing" ] && [ ! -s "$work/quotas.extra" ] || exit 1
  printf 'access/%s: identical\n' "$environment"
  exit 0
fi
apply
if [ -n "$pruning" ]; then
  require_guardian
  prune
fi
printf 'access/%s: done\n' "$environment"
