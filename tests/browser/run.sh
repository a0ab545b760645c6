#!/usr/bin/env bash
# run.sh PROGRAM OUT: packages the extension with PROGRAM inside and does the journey with it.
# Pictures of each step, and the logs, land in OUT. ./dev test installs what this needs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source=$(cd "$here/../.." && pwd)
tools=${WHYSPEC_BROWSER_TOOLS:-$source/build/browser-tools}
program=$1
out=$2

if [ -n "${WHYSPEC_SKIP_CLIENTS:-}" ]; then
  echo "skipped: WHYSPEC_SKIP_CLIENTS is set"
  exit 77
fi
for needed in "$source/editor-extension/node_modules/.bin/node" "$here/node_modules/playwright-core" "$tools/complete"; do
  if [ ! -e "$needed" ]; then
    echo "$needed is missing: ./dev test installs it. Set WHYSPEC_SKIP_CLIENTS=1 to do without this test." >&2
    exit 1
  fi
done
export PATH="$source/editor-extension/node_modules/.bin:$PATH"
mkdir -p "$out"
vsix=$out/whyspec.vsix
(cd "$source/editor-extension" && node scripts/package.mjs --server "$program" --out "$vsix") >"$out/package.log" 2>&1 || {
  cat "$out/package.log"
  exit 1
}
# Other people's machines are slow in ways of their own: .ci/run allows a second try, which is said.
for ((try = 1; ; try++)); do
  status=0
  node "$here/journey.mjs" --vsix "$vsix" --tools "$tools" --out "$out/pictures" || status=$?
  [ "$status" -ne 0 ] && [ "$try" -lt "${WHYSPEC_JOURNEY_TRIES:-1}" ] || exit "$status"
  rm -rf "$out/pictures-$try"
  mv "$out/pictures" "$out/pictures-$try"
  echo "== Try $try failed; its pictures are in $out/pictures-$try. Trying once more."
done
