#!/bin/sh
# run.sh neovim|emacs PROGRAM: opens a copy of workspace/ in that editor, in a home of
# its own, and lets the editor's script drive `PROGRAM lsp`. Exit status 0: all as expected.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
client=$1
program=$2

if [ -n "${WHYSPEC_SKIP_CLIENTS:-}" ]; then
  echo "skipped: WHYSPEC_SKIP_CLIENTS is set"
  exit 77
fi
case $client in
  neovim) editor=nvim ;;
  emacs) editor=emacs ;;
  *) echo "unknown client: $client" >&2; exit 2 ;;
esac
if ! command -v "$editor" >/dev/null; then
  echo "$editor is not installed (Debian: apt install neovim emacs-nox elpa-eglot elpa-markdown-mode)." >&2
  echo "Set WHYSPEC_SKIP_CLIENTS=1 to do without this test." >&2
  exit 1
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r "$here/workspace" "$scratch/workspace"
mkdir "$scratch/home"
# Nothing of the person's own settings is read or written.
export HOME="$scratch/home" XDG_CONFIG_HOME="$scratch/home/config" XDG_CACHE_HOME="$scratch/home/cache" \
  XDG_DATA_HOME="$scratch/home/data" XDG_STATE_HOME="$scratch/home/state"
export WHYSPEC_PROGRAM="$program" WHYSPEC_WORKSPACE="$scratch/workspace"
case $client in
  neovim) nvim --headless -u NONE -i NONE -n --noplugin -c "luafile $here/neovim.lua" ;;
  emacs) emacs --batch -Q -l "$here/emacs.el" ;;
esac
