# Judges a table against what its commands did: DIR/1.out, .err, .status ...
# Reports what differs; writes NEW, the table with those cases renewed, and
# SCORE, "PASSED FAILED".

# one line against an expected one, where "..." stands for any text
function line_fits(want, got,    n, part, i, at) {
  if (want == got) return 1
  n = split(want, part, /\.\.\./)
  if (n < 2 || substr(got, 1, length(part[1])) != part[1]) return 0
  got = substr(got, length(part[1]) + 1)
  for (i = 2; i < n; i++) {
    at = index(got, part[i])
    if (part[i] != "" && at == 0) return 0
    if (part[i] != "") got = substr(got, at + length(part[i]))
  }
  at = length(got) - length(part[n])
  return at >= 0 && substr(got, at + 1) == part[n]
}

# all lines; an expected line "..." stands for any number of lines
function fits(want, n, got, m,    i, j, star, back) {
  i = j = 1
  while (j <= m) {
    if (i <= n && want[i] == "...") { star = i++; back = j }
    else if (i <= n && line_fits(want[i], got[j])) { i++; j++ }
    else if (star) { i = star + 1; j = ++back }
    else return 0
  }
  while (i <= n && want[i] == "...") i++
  return i > n
}

function plain_replace(text, from, to,    at, done) {
  while ((at = index(text, from)) > 0) {
    done = done substr(text, 1, at - 1) to
    text = substr(text, at + length(from))
  }
  return done text
}

# reads an output file into got[]; a last line without newline is followed by "\"
function read_output(file, got, private,    n, line, last) {
  n = 0
  while ((getline line < file) > 0) {
    if (n || line != "") last = line
    got[++n] = plain_replace(line, private, "$T")
  }
  close(file)
  if (n == 0) return 0
  if (got[n] == mark) return n - 1
  got[n] = substr(got[n], 1, length(got[n]) - length(mark))
  got[n + 1] = "\\"
  return n + 1
}

function show(sign, lines, n,    i) {
  for (i = 1; i <= n; i++) print expected_line(sign, lines[i])
}

function expected_line(sign, line) {
  if (line == "\\" || line == "") return sign line
  return sign " " line
}

function judge(    place, i, status, outs, errs, good) {
  place = dir "/" (++cases)
  outs = read_output(place ".out", out, place)
  errs = read_output(place ".err", err, place)
  status = 125
  getline status < (place ".status")
  close(place ".status")
  good = fits(want_out, wants_out, out, outs) && fits(want_err, wants_err, err, errs) \
    && status == want_status
  if (good) {
    passed++
    for (i = 1; i <= raws; i++) print raw[i] > new
    return
  }
  failed++
  for (i = 1; i <= raws; i++)
    if (raw[i] ~ /^(#|\$ |<)/) print raw[i] > new
  for (i = 1; i <= outs; i++) print expected_line(">", out[i]) > new
  for (i = 1; i <= errs; i++) print expected_line("!", err[i]) > new
  if (status != 0) print "? " status > new
  if (update) return
  printf "%s:%d: %s\n", table, first, name
  for (i = 1; i <= raws; i++) if (raw[i] ~ /^\$ /) print "  " raw[i]
  print "  expected:"
  for (i = 1; i <= wants_out; i++) print "    " expected_line(">", want_out[i])
  for (i = 1; i <= wants_err; i++) print "    " expected_line("!", want_err[i])
  print "    ? " want_status + 0
  print "  found:"
  for (i = 1; i <= outs; i++) print "    " expected_line(">", out[i])
  for (i = 1; i <= errs; i++) print "    " expected_line("!", err[i])
  print "    ? " status
}

function flush(    i) {
  if (commands) judge()
  else for (i = 1; i <= raws; i++) print raw[i] > new
  raws = commands = wants_out = wants_err = want_status = 0
  name = ""
}

BEGIN { printf "" > new }
/^[ \t]*$/ { flush(); print > new; next }
{
  if (!raws) first = FNR
  raw[++raws] = $0
  sign = substr($0, 1, 1)
  rest = substr($0, 2, 1) == " " ? substr($0, 3) : substr($0, 2)
  if (sign == "#" && name == "") name = rest
  else if (sign == "$") commands++
  else if (sign == ">") want_out[++wants_out] = rest
  else if (sign == "!") want_err[++wants_err] = rest
  else if (sign == "?") want_status = rest + 0
}
END { flush(); print passed + 0, failed + 0 > score }
