# Asks as often as each line says, by a session as anybody makes one, and says when it is done.
import sys

import requests

base, answer = sys.argv[1:]
targets = ["/callers/9/orders/%d?full=true" % number for number in range(256)]
urls = [base + target for target in targets]
contents = [(answer % target).encode("ascii") for target in targets]
session = requests.Session()
asked = 0
for line in sys.stdin:
    for _ in range(int(line)):
        asked = (asked + 1) % len(urls)
        if session.get(urls[asked]).content != contents[asked]:
            sys.exit("a wrong answer to " + urls[asked])
    print("done", flush=True)
