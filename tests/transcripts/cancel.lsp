# Cancelling what is unknown, finished or never was harms nothing.
--> {"id": 1, "method": "initialize", "params": {"processId": null, "capabilities": {}}}
<-- {"id": 1, "result": {}}
--> {"method": "initialized", "params": {}}
--> {"method": "$/cancelRequest", "params": {"id": 1}}
--> {"method": "$/cancelRequest", "params": {"id": "no such id"}}
--> {"method": "$/cancelRequest", "params": {}}
# Both messages in one write: the request is cancelled before its turn comes.
raw "Content-Length: 74\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"workspace/symbol\",\"params\":{\"query\":\"\"}}Content-Length: 62\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":2}}"
<-- {"id": 2, "error": {"code": -32800}}
--> {"id": 2, "method": "workspace/symbol", "params": {"query": ""}}
<-- {"id": 2, "result": []}
--> {"method": "exit"}
exit 1
