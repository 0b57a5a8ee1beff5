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
