#!/usr/bin/env bash
# bad_input_test.sh SOURCE WHYSPEC: what goes wrong in real folders, tried on the program itself in
# copies of the sample workspace. Each case must be told in one sentence with file, line (where
# there is one) and remedy, end with the documented status, and leave the findings of the
# healthy files as they are.
set -u
source=$1
whyspec=$2
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
export NO_COLOR=1 LC_ALL=C HOME="$work/home" XDG_CACHE_HOME="$work/cache"
mkdir -p "$HOME"
cases=0
failed=0
status=0

fresh() {  # a copy of the sample, with the working directory in it
  cd "$work" || exit 2
  rm -rf "$work/ws"
  cp -r "$source/editor-extension/sample-workspace" "$work/ws"
  mkdir "$work/ws/.git"
  cd "$work/ws" || exit 2
}

check() {  # runs `whyspec check`; findings and sentences in $work/out and $work/err
  timeout 60 "$@" "$whyspec" check --today 2026-11-20 >"$work/out" 2>"$work/err" </dev/null
  status=$?
}

fail() {
  failed=$((failed + 1))
  echo "FAILED $name: $1"
  head -n 6 "$work/err" "$work/out"
}

begin() {
  name=$1
  cases=$((cases + 1))
}

says() {  # says STATUS TEXT…: ended with STATUS, and each TEXT was told
  [ "$status" -eq "$1" ] || fail "ended with $status, not $1"
  shift
  local text
  for text in "$@"; do
    cat "$work/err" "$work/out" | grep -qF -- "$text" || fail "nobody said: $text"
  done
  if grep -qF "$work" "$work/out"; then fail "a path of this machine stands in the report"; fi
}

# The findings of the files that are not named by PATTERN…, a block a finding.
findings() {
  local pattern
  pattern=$(printf '%s\n' "$@" | paste -sd '|')
  awk -v skip="^($pattern)" '
    /^[^ ].*:[0-9]+:[0-9]+: / { inside = $0 !~ skip }
    /^[^ ]/ && !/:[0-9]+:[0-9]+: / { inside = 0 }
    inside { print }' "$work/out"
}

undisturbed() {  # undisturbed PATTERN…: files other than those keep exactly their findings
  findings "$@" >"$work/now"
  (
    cd "$work" || exit 2
    cp "$work/healthy" "$work/out.healthy"
    mv "$work/out" "$work/out.now"
    mv "$work/out.healthy" "$work/out"
    findings "$@" >"$work/before"
    mv "$work/out.now" "$work/out"
  )
  [ -s "$work/before" ] || fail "nothing to compare"
  cmp -s "$work/before" "$work/now" || {
    fail "the findings of healthy files changed"
    diff "$work/before" "$work/now" | head -n 20
  }
}

fresh
check
cp "$work/out" "$work/healthy"
name=healthy
says 1 'errors,'

begin 'unreadable file'
fresh
if [ "$(id -u)" -ne 0 ]; then
  cp specs/notes.md specs/secret.md
  chmod 000 specs/secret.md
  check
  says 2 'specs/secret.md: error: Cannot read' 'Permission denied' 'Give yourself permission to read it.'
  undisturbed specs/secret.md
  fresh
  cp calls/orchard-2026-11-03.md calls/secret.md
  chmod 000 calls/secret.md
  check
  says 1 'calls/secret.md: error: Cannot read' 'Give yourself permission to read it.'
  undisturbed calls/secret.md
else
  # Nothing is forbidden to root: a folder where a file is asked for.
  mkdir folder.json
  timeout 60 "$whyspec" check --config folder.json >"$work/out" 2>"$work/err" </dev/null
  status=$?
  says 2 'folder.json' 'is a folder: name the file in it'
fi

begin 'file that is not there'
fresh
timeout 60 "$whyspec" check specs/no-such.md >"$work/out" 2>"$work/err" </dev/null
status=$?
says 2 'There is no file or folder specs/no-such.md' 'check the spelling'

begin 'directory loop'
fresh
mkdir specs/sub
ln -s .. specs/sub/up
ln -s self.md specs/self.md
check
says 2 'specs/sub/up leads back to a folder above it' 'remove the link' \
  'Cannot read specs/self.md' 'Remove the symbolic link that points back to itself.'
undisturbed specs/sub specs/self

begin 'config that is not JSON'
fresh
mkdir -p specs/team
printf '{\n  "profile": "default",\n  "specs": [}\n' >specs/team/whyspec.json
check
says 2 'specs/team/whyspec.json:3:13: error:' 'a value must come' 'Until this is corrected, none of the file counts.'
undisturbed specs/team

begin 'unknown rule'
fresh
sed -i 's|"failOn"|"rules": {"evidence/stael": "off"},\n  "failOn"|' whyspec.json
check
says 1 'whyspec.json:8:13: warning: There is no rule "evidence/stael". Did you mean "evidence/stale"?'
undisturbed whyspec.json

begin 'unknown profile'
fresh
sed -i 's|"default"|"defalt"|' whyspec.json
check
says 1 'whyspec.json:4:14: warning: There is no profile "defalt". Did you mean "default"?'
undisturbed whyspec.json
timeout 60 "$whyspec" check --profile kepp >"$work/out" 2>"$work/err" </dev/null
status=$?
says 2 'No profile is called "kepp". Did you mean kep?'

begin 'extends cycle'
fresh
sed -i 's|"profile"|"extends": "./more.json",\n  "profile"|' whyspec.json
printf '{\n  "extends": "./whyspec.json"\n}\n' >more.json
check
says 2 'more.json:2:14: error: These config files extend each other in a circle' \
  'whyspec.json extends more.json extends whyspec.json' 'Remove one of the links.'
undisturbed more.json

begin 'front matter that is not YAML'
fresh
printf -- '---\ntitle: Export: the sequel\nstatus: draft\n---\n# Export\n' >specs/yaml.md
printf -- '---\nstatus: draft\n\n# Export, without an end to its front matter\n' >specs/yaml-open.md
check
says 1 'specs/yaml.md:2:' 'The front matter is not valid YAML' 'between quotation marks' \
  'specs/yaml-open.md:1:1: warning meta/front-matter: The front matter begins here but never ends' \
  'Put a line with --- alone'
undisturbed specs/yaml

begin 'call file in no known format'
fresh
printf '{"report": [{"quarter": 3}]}\n' >calls/odd.json
printf 'RIFF\0\0\1\2' >calls/odd.txt
printf 'hello\n' >calls/odd.vtt
printf '{"id": "odd"' >calls/odd2.json
check
says 1 'calls/odd.json:1:1: error: This JSON is in no format Whyspec knows as a call' \
  'export the transcript as .vtt, .srt or .txt' \
  'calls/odd.txt:1:1: error: “odd.txt” is no text' 'Export the transcript as' \
  'calls/odd.vtt:1:1: error: A .vtt file begins with the word WEBVTT' \
  'calls/odd2.json:1:13: error: The file stops before it is complete'
undisturbed calls/odd

begin 'truncated VTT'
fresh
head -c 330 calls/bellerive-2026-10-02.vtt >calls/cut-tag.vtt
printf 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nWe copy it by hand.\n\n00:00:04.000 --> 00:0' >calls/cut-times.vtt
check
says 1 'calls/cut-tag.vtt:' 'export it again' \
  'calls/cut-times.vtt:6:1: warning: The transcript breaks off in line 6' 'Export or download the file again.'
undisturbed calls/cut

begin 'transcript of 200 MB'
fresh
truncate -s 200M calls/huge.vtt
check
says 1 'calls/huge.vtt: error: calls/huge.vtt has 200 MB; Whyspec reads files up to 64 MB. Split it into smaller files.'
undisturbed calls/huge
truncate -s 200M specs/huge.md
check
says 2 'specs/huge.md has 200 MB'
undisturbed calls/huge specs/huge

begin 'two files with one id'
fresh
sed 's|^title: First call|id: orchard-2026-11-03\ntitle: First call|' calls/orchard-2026-11-03.md >calls/second.md
sed 's|FEAT-18|FEAT-19|' specs/rename-a-button.md >specs/renamed.md
check
says 1 'calls/second.md:2:5: error meta/duplicate-id: Two calls have the id "orchard-2026-11-03": orchard-2026-11-03.md has it too' \
  'Give one of them another `id`.' \
  'specs/renamed.md:2:5: error meta/duplicate-id: The id “FEAT-19” is also that of waivers.md' \
  'Give one of them another id.'
# The specs that cite the call are told as well.
undisturbed calls/second specs/renamed specs/waivers specs/messages specs/shift-swap

begin 'path that is not UTF-8'
fresh
if cp specs/notes.md "specs/zz-"$'\xff'".md" 2>/dev/null; then
  cp calls/vauclair-2026-11-12.md "calls/zz-"$'\xff'".md"
  check
  says 1 'specs/zz-\x{ff}.md: warning: The path of this spec is not UTF-8' 'Rename the file or its' \
    'calls/zz-\x{ff}.md:1:1: warning: The path of this call is not UTF-8'
  undisturbed specs/zz calls/zz
  timeout 60 "$whyspec" check --format json >"$work/out" 2>"$work/err" </dev/null
  iconv -f UTF-8 -t UTF-8 "$work/out" >/dev/null || fail "the JSON report is not UTF-8"
else
  echo "skipped: this disk takes no path that is not UTF-8"
fi

# --- the language server ---

message() { printf 'Content-Length: %d\r\n\r\n%s' "${#1}" "$1"; }
initialize="{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"processId\":null,\"rootUri\":\"file://$work/ws\",\"capabilities\":{}}}"
initialized='{"jsonrpc":"2.0","method":"initialized","params":{}}'
lsp() {  # its input comes from stdin
  timeout 60 "$whyspec" lsp >"$work/out" 2>"$work/err"
  status=$?
}

begin 'message of 1 GB announced'
fresh
{
  message "$initialize"
  message "$initialized"
  printf 'Content-Length: 1073741824\r\n\r\n'
  message '{"jsonrpc":"2.0","id":2,"method":"shutdown"}'
  message '{"jsonrpc":"2.0","method":"exit"}'
} | (ulimit -v 1000000 2>/dev/null; lsp; exit "$status")
status=$?
says 0 'announced a message of 1024 MB, and Whyspec takes up to 256 MB' 'restart the language server' \
  '"id":2,"jsonrpc":"2.0","result":null'

begin 'client that disappears'
fresh
{
  message "$initialize"
  message "$initialized"
} | (lsp; exit "$status")
status=$?
grep -qF '"id":1,"jsonrpc":"2.0","result"' "$work/out" || fail "it was not answered while it was there"
: >"$work/out"
says 1 'The editor closed the connection without asking to stop, so the server ends. No file was changed.'
{
  message "$initialize"
  printf 'Content-Length: 400\r\n\r\n{"jsonrpc"'
} | (lsp; exit "$status")
status=$?
: >"$work/out"
says 1 'ended in the middle of a message'
# One that reads no answers: its end of the pipe is closed, while it still could send.
mkfifo "$work/in" "$work/answers"
exec 9<>"$work/in" 8<>"$work/answers" 7>"$work/answers" 8<&-
message "$initialize" >&9
timeout 20 "$whyspec" lsp <"$work/in" >&7 2>"$work/err"
status=$?
exec 9<&- 7>&-
: >"$work/out"
says 1 'The editor no longer takes answers, so the server ends.'

begin 'findings after all this'
fresh
check
cmp -s "$work/out" "$work/healthy" || fail "the sample gets other findings than at the start"

echo "$cases cases of bad input, $failed failures"
[ "$cases" -ge 16 ] && [ "$failed" -eq 0 ]
