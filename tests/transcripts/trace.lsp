# $/setTrace turns $/logTrace on and off.
--> {"id": 1, "method": "initialize", "params": {"processId": null, "capabilities": {}, "trace": "messages"}}
<-- {"method": "$/logTrace", "params": {"message": "Answered initialize (id 1)."}}
<-- {"id": 1, "result": {}}
--> {"method": "initialized", "params": {}}
<-- {"method": "$/logTrace", "params": {"message": "Received initialized."}}
--> {"method": "$/setTrace", "params": {"value": "off"}}
--> {"id": 2, "method": "workspace/symbol", "params": {"query": "x"}}
<-- {"id": 2, "result": []}
<!- {"method": "$/logTrace"}
--> {"method": "exit"}
exit 1
