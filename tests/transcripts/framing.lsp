# Raw bytes: CRLF headers, odd headers, bad headers. The talk goes on after each.
raw "Content-Length: 107\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"processId\":null,\"rootUri\":null,\"capabilities\":{}}}"
<-- {"id": 1, "result": {}}
raw "content-LENGTH:52\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}"
# No number at all.
raw "Content-Length: abc\r\n\r\n{}"
raw "Content-Length: 43\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"no/such\"}"
<-- {"id": 9, "error": {"code": -32601}}
# One message lost to a header without length, the next one read.
raw "Content-Type: application/vscode-jsonrpc\r\n\r\nContent-Length: 43\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"no/such\"}"
<-- {"id": null, "error": {"code": -32700, "message": "Skipped a message with the Content-Length \"abc\", which is no number of bytes."}}
<-- {"id": null, "error": {"code": -32700, "message": "Skipped a message whose header has no Content-Length."}}
<-- {"id": 2, "error": {"code": -32601}}
# Negative, and a gigabyte.
raw "Content-Length: -5\r\n\r\nContent-Length: 2\r\n\r\n{}"
<-- {"id": null, "error": {"code": -32600}}
raw "Content-Length: 1073741824\r\n\r\n"
<-- {"id": null, "error": {"code": -32700, "message": "*"}}
raw "Content-Length: 43\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"no/such\"}"
<-- {"id": null, "error": {"code": -32700, "message": "The editor announced a message of 1024 MB, and Whyspec takes up to 256 MB: the message was not read, and the talk goes on after it. Close very large files; if there are none, restart the language server."}}
<-- {"id": 3, "error": {"code": -32601}}
# Two messages in one write, a message in two.
raw "Content-Length: 43\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"no/such\"}Content-Length: 44\r\n\r\n{\"jsonrpc\":\"2.0\","
raw "\"id\":5,\"method\":\"no/such\"} "
<-- {"id": 4, "error": {"code": -32601}}
<-- {"id": 5, "error": {"code": -32601}}
--> {"method": "exit"}
exit 1
