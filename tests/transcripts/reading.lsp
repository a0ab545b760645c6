# An engineer reads a spec: hover and go to the moment in the call.
== /ws/specs/a.md
# Export

## Customer evidence

> "We retype everything twice a week." [Jane](call:acme-1#t=6)
== /ws/calls/acme-1.vtt
WEBVTT

00:00:01.000 --> 00:00:05.000
<v Sam>What do you do on Mondays?</v>

00:00:06.000 --> 00:00:09.000
<v Jane>We retype everything twice a week.</v>
--> {"id": 1, "method": "initialize", "params": {"processId": null,
     "workspaceFolders": [{"uri": "file:///ws", "name": "ws"}],
     "capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "definition": {"linkSupport": true}}}}}
<-- {"id": 1, "result": {}}
--> {"method": "initialized", "params": {}}
--> {"id": 2, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"}, "position": {"line": 4, "character": 50}}}
<-- {"id": 2, "result": {"contents": {"kind": "markdown", "value": "*"}, "range": {"start": {"line": 4}}}}
--> {"id": 3, "method": "textDocument/definition", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"}, "position": {"line": 4, "character": 50}}}
<-- {"id": 3, "result": [{"targetUri": "file:///ws/calls/acme-1.vtt", "targetSelectionRange": {"start": {"line": 5}}}]}
--> {"id": 4, "method": "textDocument/references", "params": {"textDocument": {"uri": "file:///ws/calls/acme-1.vtt"},
     "position": {"line": 6, "character": 12}, "context": {"includeDeclaration": false}}}
<-- {"id": 4, "result": [{"uri": "file:///ws/specs/a.md", "range": {"start": {"line": 4}}}]}
--> {"id": 5, "method": "textDocument/documentLink", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"}}}
<-- {"id": 5, "result": [{"range": {"start": {"line": 4}}, "data": "*"}]}
# Out of the text is clamped, not refused.
--> {"id": 6, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"}, "position": {"line": 2147483647, "character": 2147483647}}}
<-- {"id": 6, "result": null}
--> {"method": "exit"}
exit 1
