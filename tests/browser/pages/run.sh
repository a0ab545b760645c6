#!/usr/bin/env bash
# run.sh [PROGRAM]: the team server's pages in Chromium, against the stand-in server (pages_test.mjs)
# or as PROGRAM, a whyspec-server, delivers them (server_test.mjs). ./dev test installs what this needs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source=$(cd "$here/../../.." && pwd)
if [ -n "${WHYSPEC_SKIP_CLIENTS:-}" ]; then
  echo "skipped: WHYSPEC_SKIP_CLIENTS is set"
  exit 77
fi
node=$source/editor-extension/node_modules/.bin/node
for needed in "$node" "$here/../node_modules/playwright-core" "$source/lsp-server/src/web/node_modules/axe-core"; do
  if [ ! -e "$needed" ]; then
    echo "$needed is missing: ./dev test installs it. Set WHYSPEC_SKIP_CLIENTS=1 to do without this test." >&2
    exit 1
  fi
done
if [ $# -gt 0 ]; then
  exec "$node" "$here/server_test.mjs" "$1"
fi
exec "$node" "$here/pages_test.mjs"
