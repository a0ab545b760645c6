# A client that is pushed to: diagnostics with a version, withdrawn on close.
== /ws/specs/a.md
# Title

Text.
--> {"id": 1, "method": "initialize", "params": {"processId": null,
     "workspaceFolders": [{"uri": "file:///ws", "name": "ws"}],
     "capabilities": {"textDocument": {"publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true}}}}}
<-- {"id": 1, "result": {"capabilities": {"textDocumentSync": {"openClose": true, "change": 2}}}}
--> {"method": "initialized", "params": {}}
<!- {"method": "textDocument/publishDiagnostics"}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///ws/specs/a.md", "languageId": "markdown",
     "version": 3, "text": "# Title\n\nText.\n"}}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "file:///ws/specs/a.md", "version": 3, "diagnostics":
     ["…", {"code": "section/missing-evidence", "source": "whyspec", "severity": 1, "message": "*",
            "range": {"start": {"line": 0, "character": 2}, "end": {"line": 0, "character": 7}},
            "codeDescription": {"href": "*"}}]}}
# The finding moves with its text.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///ws/specs/a.md", "version": 4},
     "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "\n"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"version": 4, "diagnostics":
     ["…", {"code": "section/missing-evidence", "range": {"start": {"line": 1}}}]}}
--> {"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"}}}
<-- {"id": 2, "result": {"kind": "full"}}
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"}}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"uri": "file:///ws/specs/a.md", "diagnostics": []}}
<!- {"method": "textDocument/publishDiagnostics"}
--> {"id": 3, "method": "shutdown"}
<-- {"id": 3, "result": null}
--> {"method": "exit"}
exit 0
