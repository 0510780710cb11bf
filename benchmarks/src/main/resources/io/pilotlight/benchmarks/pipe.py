# The least that a worker can be: 4 bytes of length and the message come in, and go out again.
import json
import os
import sys

parses = sys.argv[1] == "json"
source = os.fdopen(0, "rb", 65536)
while True:
    prefix = source.read(4)
    if len(prefix) < 4:
        break
    message = source.read(int.from_bytes(prefix, "big"))
    if parses:
        message = json.dumps(json.loads(message), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    os.write(1, len(message).to_bytes(4, "big") + message)
