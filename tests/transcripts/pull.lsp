# A client that pulls: nothing is pushed, ids tell what is new.
== /ws/specs/a.md
# Title

Text.
--> {"id": 1, "method": "initialize", "params": {"processId": null,
     "workspaceFolders": [{"uri": "file:///ws", "name": "ws"}],
     "capabilities": {"textDocument": {"diagnostic": {"relatedDocumentSupport": true}},
                      "general": {"positionEncodings": ["utf-8", "utf-16"]}}}}
<-- {"id": 1, "result": {"capabilities": {"positionEncoding": "utf-8", "diagnosticProvider":
     {"identifier": "whyspec", "interFileDependencies": true, "workspaceDiagnostics": true}}}}
--> {"method": "initialized", "params": {}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///ws/specs/a.md", "languageId": "markdown",
     "version": 1, "text": "# Title\n\nText.\n"}}}
--> {"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": "file:///ws/specs/a.md"}, "identifier": "whyspec"}}
<-- {"id": 2, "result": {"kind": "full", "resultId": "*", "items": ["…", {"code": "section/missing-why"}]}}
--> {"id": 3, "method": "workspace/diagnostic", "params": {"previousResultIds": [], "partialResultToken": 7}}
<-- {"method": "$/progress", "params": {"token": 7, "value": {"items": [{"uri": "file:///ws/specs/a.md", "version": 1, "kind": "full"}]}}}
<-- {"id": 3, "result": {"items": []}}
--> {"id": 4, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": "file:///ws/nowhere.md"}}}
<-- {"id": 4, "result": {"kind": "full", "items": []}}
<!- {"method": "textDocument/publishDiagnostics"}
--> {"method": "exit"}
exit 1
