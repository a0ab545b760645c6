# A client of LSP 1: no literals, no links, no nesting, no snippets, no documentChanges.
== /ws/specs/a.md
# Export

## Wy

Text.
--> {"id": 1, "method": "initialize", "params": {"processId": null, "rootPath": "/ws", "capabilities": {"workspace": {"applyEdit": true}}}}
<-- {"id": 1, "result": {}}
--> {"method": "initialized", "params": {}}
--> {"id": 2, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"}}}
<-- {"id": 2, "result": ["…", {"name": "Wy", "kind": 15, "location": {"uri": "file:///ws/specs/a.md"}}]}
--> {"id": 3, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"},
     "range": {"start": {"line": 0, "character": 0}, "end": {"line": 4, "character": 0}}, "context": {"diagnostics": []}}}
<-- {"id": 3, "result": ["…", {"title": "*", "command": "whyspec.applyAction", "arguments": ["*"]}]}
<!- {"method": "client/registerCapability"}
<!- {"method": "workspace/configuration"}
--> {"method": "exit"}
exit 1
