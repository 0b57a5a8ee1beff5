#!/usr/bin/env bash
# Managed by kafka-scaffold: change kafka-scaffold.yaml and run "kafka-scaffold update"; edits made here are replaced.
#
# Makes the subjects of a schema registry those of registry/<environment>/subjects.csv.
#
#   registry/register.sh --check ENVIRONMENT  ask whether each schema may become the next version; exit 1 when one may not
#   registry/register.sh --apply ENVIRONMENT  set how versions must fit together, then register what is new
#
# REGISTRY  where it answers, e.g. http://127.0.0.1:8081 (required; make registry opens the way to it)
#
# A schema that is registered already is found again, so that running this twice changes nothing. A subject that is
# not declared stays. Nothing is registered when one of the schemas does not fit.

set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
separator=$(printf '\037')

die() {
  printf 'registry/register.sh: %s\n' "$1" >&2
  exit 2
}

usage() {
  sed -n 's/^# \{0,1\}//; 4,12p' "$0" >&2
  exit 2
}

# read_csv FILE COLUMNS: print the records of a CSV file, fields parted by the byte 0x1f; refuse another shape.
read_csv() {
  [ -r "$1" ] || die "cannot read $1"
  LC_ALL=C awk -v columns="$2" -v file="$1" '
    { sub(/\r$/, "") }
    /^[ \t]*$/ || /^#/ { next }
    {
      out = ""; count = 1; quoted = 0
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        if (quoted && c == "\"" && substr($0, i + 1, 1) == "\"") { out = out c; i++ }
        else if (c == "\"") quoted = !quoted
        else if (c == "," && !quoted) { out = out "\037"; count++ }
        else out = out c
      }
      if (quoted || count != columns) {
        printf "%s:%d: expected %d columns\n", file, NR, columns > "/dev/stderr"
        exit 2
      }
      if (!header++) next
      print out
    }' "$1"
}

# ask METHOD PATH [BODY]: print the answer's status and body, a line each.
ask() {
  local arguments=(--silent --show-error --max-time 30 --request "$1" --output "$work/answer" --write-out '%{http_code}')
  if [ $# -gt 2 ]; then
    printf '%s' "$3" >"$work/body"
    arguments+=(--header 'Content-Type: application/vnd.schemaregistry.v1+json' --data "@$work/body")
  fi
  status=$(curl "${arguments[@]}" "$REGISTRY$2" </dev/null) || die "$REGISTRY does not answer"
}

# body FORMAT FILE: print the request that holds a schema.
body() {
  [ -r "$root/$2" ] || die "cannot read $2"
  jq --null-input --compact-output --arg type "$1" --rawfile schema "$root/$2" \
    'if $type == "AVRO" then {schema: $schema} else {schema: $schema, schemaType: $type} end'
}

# fits SUBJECT FORMAT FILE: tell whether a schema may become the next version; a subject's first one always may.
fits() {
  local subject
  subject=$(jq --null-input --raw-output --arg text "$1" '$text | @uri')
  ask POST "/compatibility/subjects/$subject/versions/latest" "$(body "$2" "$3")"
  case $status in
    200) [ "$(jq --raw-output .is_compatible "$work/answer")" = true ] ;;
    404) true ;;
    422) false ;;
    *) die "$1: the registry answers $status: $(head -c 300 "$work/answer")" ;;
  esac
}

check() {
  local subject format file unfit=0
  while IFS=$separator read -r subject format _ file; do
    if fits "$subject" "$format" "$file"; then
      printf 'fits      %s\n' "$subject"
    else
      printf 'differs   %s: %s does not fit its latest version: %s\n' "$subject" "$file" \
        "$(jq --raw-output '(.messages // [.message // "no reason given"]) | join("; ")' "$work/answer" | head -c 500)"
      unfit=1
    fi
  done <"$work/subjects"
  return "$unfit"
}

register() {
  local subject format compatibility file path
  while IFS=$separator read -r subject format compatibility file; do
    path=$(jq --null-input --raw-output --arg text "$subject" '$text | @uri')
    ask PUT "/config/$path" "$(jq --null-input --compact-output --arg level "$compatibility" '{compatibility: $level}')"
    [ "$status" = 200 ] || die "$subject: compatibility: the registry answers $status: $(head -c 300 "$work/answer")"
    ask POST "/subjects/$path/versions" "$(body "$format" "$file")"
    [ "$status" = 200 ] || die "$subject: the registry answers $status: $(head -c 300 "$work/answer")"
    printf 'has       %s: id %s\n' "$subject" "$(jq .id "$work/answer")"
  done <"$work/subjects"
}

[ $# -eq 2 ] || usage
root=$(dirname "$here")
folder=$here/$2
[ -d "$folder" ] || die "there is no environment $2; there are: $(cd "$here" && printf '%s ' */)"
[ -n "${REGISTRY:-}" ] || die "set REGISTRY to where the schema registry answers"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
read_csv "$folder/subjects.csv" 4 >"$work/subjects"

case $1 in
  --check) check ;;
  --apply)
    check || die "nothing was registered"
    register
    ;;
  *) usage ;;
esac
