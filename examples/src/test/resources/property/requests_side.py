"""What Python's requests makes of what it is handed, without a socket.

Reads batches: a line with the number of samples, then a line of JSON for each, [kind, [part, ...]]. Answers with a line of
JSON for each: {"value": text} or {"error": name of the exception}. All of it is ASCII, so that no locale matters.
"""

import io
import json
import sys

from requests import PreparedRequest, Request, Response, Session, exceptions
from requests.adapters import BaseAdapter

KINDS = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


def pairs(parts):
    return list(zip(parts[::2], parts[1::2]))


def prepared(url, params=None):
    request = PreparedRequest()
    request.prepare_url(url, params)
    return request.url


@kind
def url(url):
    return prepared(url)


@kind
def params(url, *more):
    return prepared(url, pairs(more))


@kind
def query(url, text):
    return prepared(url, text)


class Redirecting(BaseAdapter):
    """Answers everything with a redirect."""

    def __init__(self, location):
        super().__init__()
        self.location = location

    def send(self, request, **settings):
        answer = Response()
        answer.status_code = 302
        # a header's octets are UTF-8 here and reach requests as latin-1
        answer.headers["Location"] = self.location.encode("utf-8").decode("latin-1")
        answer.url, answer.request, answer.raw = request.url, request, io.BytesIO()
        return answer

    def close(self):
        pass


@kind
def redirect(base, location):
    """Where a redirect leads, prepared as the next request would be, and whether credentials go there."""
    with Session() as session:
        session.trust_env = False
        session.adapters.clear()
        session.mount("http://", Redirecting(location))
        session.mount("https://", Redirecting(location))
        request = Request("GET", base, headers={"Authorization": "secret"}).prepare()
        following = session.send(request, allow_redirects=False).next
        if following is None:
            return "nowhere"
        signed = "signed " if "Authorization" in following.headers else "unsigned "
        return signed + prepared(following.url)


def answer(sample):
    name, parts = sample
    try:
        return {"value": KINDS[name](*parts)}
    except Exception as failure:  # every failure is an answer
        return {"error": type(failure).__name__}


def main():
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="ascii", newline="\n")
    for count in lines:
        samples = [json.loads(lines.readline()) for _ in range(int(count))]
        for sample in samples:
            sys.stdout.write(json.dumps(answer(sample)) + "\n")
        sys.stdout.flush()


main()
