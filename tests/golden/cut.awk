# Cuts a table into DIR/1.cmd, DIR/1.in, DIR/2.cmd ...; prints how many cases.
function open_case() {
  if (!open) {
    open = 1
    file = dir "/" (++cases)
    printf "" > (file ".cmd")
  }
}
function close_case() {
  if (open) {
    close(file ".cmd")
    close(file ".in")
    open = 0
  }
}
/^[ \t]*$/ { close_case(); next }
/^#/ { next }
/^\$ / { open_case(); print substr($0, 3) > (file ".cmd"); next }
/^<( |$)/ && open { print substr($0, 3) > (file ".in"); next }
/^[>!]( |\\|$)/ && open { next }
/^\? [0-9]+$/ && open { next }
{
  printf "%s:%d: not a line of a table: %s\n", FILENAME, FNR, $0 > "/dev/stderr"
  bad = 1
  exit
}
END { close_case(); print cases + 0; if (bad) exit 2 }
