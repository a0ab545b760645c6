# Each error code of JSON-RPC and LSP that the server can be brought to.
--> {"id": 1, "method": "initialize", "params": {"processId": null, "capabilities": {},
     "workspaceFolders": [{"uri": "file:///ws", "name": "ws"}]}}
<-- {"id": 1, "result": {}}
--> {"method": "initialized", "params": {}}
raw "Content-Length: 12\r\n\r\n{\"jsonrpc\": "
<-- {"id": null, "error": {"code": -32700, "message": "The message is not valid JSON in UTF-8."}}
raw "Content-Length: 2\r\n\r\n[]"
<-- {"id": null, "error": {"code": -32600, "message": "Batches of messages are not part of the protocol: send them singly."}}
raw "Content-Length: 37\r\n\r\n{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"a\"}"
<-- {"id": 7, "error": {"code": -32600, "message": "A message must say \"jsonrpc\": \"2.0\"."}}
--> {"id": 8, "method": "no/such"}
<-- {"id": 8, "error": {"code": -32601, "message": "Whyspec does not know the request no/such."}}
--> {"id": 9, "method": "textDocument/hover", "params": {"textDocument": 42}}
<-- {"id": 9, "error": {"code": -32602, "message": "The params of textDocument/hover are not those of the protocol."}}
--> {"id": 10, "method": "workspace/executeCommand", "params": {"command": "rm -rf"}}
<-- {"id": 10, "error": {"code": -32602, "message": "Whyspec has no command rm -rf."}}
# A request can fail for a reason of its own: -32803.
--> {"id": 11, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///ws/a.md"},
     "position": {"line": 0, "character": 0}, "newName": "x"}}
<-- {"id": 11, "error": {"code": -32803, "message": "*"}}
# A lens of a document that is gone: -32801.
--> {"id": 12, "method": "codeLens/resolve", "params": {"range": {"start": {"line": 0, "character": 0},
     "end": {"line": 0, "character": 1}}, "data": {"uri": "file:///ws/gone.md", "id": "evidence"}}}
<-- {"id": 12, "error": {"code": -32801}}
--> {"method": "exit"}
exit 1
