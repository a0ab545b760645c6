#!/bin/sh
# run.sh neovim|emacs PROGRAM: opens a copy of workspace/ in that editor, in a home of its
# own, with the settings that lsp-server/docs/editors.md tells people to copy, and lets the
# editor's script do what a person does. Exit status 0: all as expected.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
page=$here/../../lsp-server/docs/editors.md
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
mkdir "$scratch/workspace/.git" "$scratch/home" "$scratch/bin"
ln -s "$program" "$scratch/bin/whyspec"
# A home of its own: nothing of the person's settings is read or written.
export HOME="$scratch/home" XDG_CONFIG_HOME="$scratch/home/config" XDG_CACHE_HOME="$scratch/home/cache" \
  XDG_DATA_HOME="$scratch/home/data" XDG_STATE_HOME="$scratch/home/state" PATH="$scratch/bin:$PATH" \
  WHYSPEC_WORKSPACE="$scratch/workspace"
case $client in
  neovim)
    version=$(nvim --version | sed -n 's/^NVIM v0\.\([0-9]*\).*/\1/p')
    if [ "${version:-99}" -ge 11 ]; then after=0.11; elif [ "$version" -ge 8 ]; then after=0.8; else after=0.7; fi
    export WHYSPEC_SETTINGS="$scratch/init.lua"
    sh "$here/settings_of.sh" "$page" Neovim lua "$after" > "$WHYSPEC_SETTINGS"
    nvim --headless -u NONE -i NONE -n --noplugin -c "luafile $here/neovim.lua"
    ;;
  emacs)
    export WHYSPEC_SETTINGS="$scratch/init.el"
    sh "$here/settings_of.sh" "$page" Emacs elisp > "$WHYSPEC_SETTINGS"
    emacs --batch -Q -l "$here/emacs.el"
    ;;
esac
