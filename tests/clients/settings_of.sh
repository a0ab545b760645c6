#!/bin/sh
# settings_of.sh PAGE SECTION LANGUAGE [AFTER]: prints the first code block of LANGUAGE in
# the section "## SECTION" of a page, at or below the line that begins with AFTER. So what
# people copy from the page is what the tests run with.
set -eu
awk -v section="## $2" -v fence="\`\`\`$3" -v after="${4:-}" '
  /^## / { inside = $0 == section; found = after == "" }
  !inside { next }
  printing && /^```/ { done = 1; exit }
  printing { print; next }
  !found && index($0, after) == 1 { found = 1 }
  found && $0 == fence { printing = 1 }
  END { if (!done) { print "no such block: " section ", " fence ", " after > "/dev/stderr"; exit 1 } }
' "$1"
