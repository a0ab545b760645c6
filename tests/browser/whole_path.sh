#!/usr/bin/env bash
# whole_path.sh SERVER PROGRAM OUT: from a webhook to an erasure, on SQLite and PostgreSQL. Pictures
# of what people see land in OUT. ./dev test installs what this needs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source=$(cd "$here/../.." && pwd)

if [ -n "${WHYSPEC_SKIP_CLIENTS:-}" ]; then
  echo "skipped: WHYSPEC_SKIP_CLIENTS is set"
  exit 77
fi
database=both
[ -z "${WHYSPEC_NO_POSTGRES:-}" ] || database=sqlite
export PATH="$source/editor-extension/node_modules/.bin:$PATH"
exec node "$here/whole_path.mjs" --server "$1" --program "$2" --out "$3" --database "$database"
