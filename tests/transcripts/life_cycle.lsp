# LSP 3.17 "Server lifecycle": what is refused when, and how it ends.
--> {"id": 1, "method": "textDocument/hover", "params": {}}
<-- {"id": 1, "error": {"code": -32002, "message": "*"}}
--> {"method": "textDocument/didOpen", "params": {}}
--> {"id": "two", "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}}
<-- {"id": "two", "result": {"serverInfo": {"name": "whyspec", "version": "*"}, "capabilities": {"hoverProvider": true}}}
--> {"method": "initialized", "params": {}}
--> {"id": 3, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}}
<-- {"id": 3, "error": {"code": -32600}}
--> {"id": null, "method": "whyspec/unknown"}
<-- {"id": null, "error": {"code": -32601}}
--> {"id": 4, "method": "shutdown"}
<-- {"id": 4, "result": null}
--> {"id": 5, "method": "workspace/symbol", "params": {"query": ""}}
<-- {"id": 5, "error": {"code": -32600}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": null}}
--> {"method": "exit"}
exit 0
