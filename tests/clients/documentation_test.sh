#!/usr/bin/env bash
# documentation_test.sh SOURCE WHYSPEC [WHYSPEC-SERVER]: runs every `sh` block of the README and the guides in a
# copy of the sample workspace, line by line. A line may end with 0 or 1 (findings); ./dev lines
# must name a command of ./dev.
set -u
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$2" "$work/bin/whyspec"
pages=(README.md editor-extension/sample-workspace/README.md lsp-server/docs/command-line.md
       lsp-server/docs/call-formats.md lsp-server/docs/configuration.md lsp-server/docs/editors.md)
if [ -n "${3:-}" ]; then
  ln -s "$3" "$work/bin/whyspec-server"
  pages+=(lsp-server/docs/team-server.md)
fi
export PATH="$work/bin:$PATH" NO_COLOR=1 WHYSPEC_CACHE_DIR="$work/cache"
ran=0
failed=0
for page in "${pages[@]}"; do
  # Each page starts from a fresh copy: a reader reads one at a time.
  rm -rf "$work/ws"
  cp -r "$source/editor-extension/sample-workspace" "$work/ws"
  mkdir "$work/ws/.git"
  # The exports the pages speak of, as if the reader had them.
  cp -r "$source/tests/clients/exports/." "$work/ws/"
  while IFS= read -r line; do
    line=${line%%  #*}
    [ -n "${line// /}" ] || continue
    ran=$((ran + 1))
    if [[ $line == ./dev* ]]; then
      set -- $line
      grep -qE "^  \./dev|^\./dev $2" <("$source/dev" help) || { echo "$page: ./dev has no \"$2\""; failed=$((failed + 1)); }
      continue
    fi
    (cd "$work/ws" && timeout 60 bash -c "$line") >"$work/out" 2>&1 </dev/null
    status=$?
    if [ "$status" -gt 1 ]; then
      echo "$page: \`$line\` ended with $status:"
      head -n 5 "$work/out"
      failed=$((failed + 1))
    fi
  done < <(awk '/^```sh$/ {inside=1; next} /^```/ {inside=0} inside' "$source/$page")
done
echo "$ran commands of the documentation ran, $failed failed"
[ "$ran" -ge 15 ] && [ "$failed" -eq 0 ]
