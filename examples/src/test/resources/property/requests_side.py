"""What Python's requests makes of what it is handed, without a socket.

Reads batches: a line with the number of samples, then a line of JSON for each, [kind, [part, ...]]. Answers with a line of
JSON for each: {"value": text} or {"error": name of the exception}. All of it is ASCII, so that no locale matters.
"""

import io
import json
import re
import sys
from contextlib import ExitStack, contextmanager, nullcontext
from http.client import HTTPMessage
from types import SimpleNamespace
from unittest import mock
from urllib.parse import urlparse

from requests import PreparedRequest, Request, Response, Session, auth, cookies, exceptions, sessions, utils
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


# RFC 3986, appendix B, but that a backslash ends the host too
REFERENCE = re.compile(r"(?s)(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^\\/?#]*))?([^?#]*)(\?[^#]*)?(?:#(.*))?\Z")


class Exact:
    """A URL in its parts of which nothing is lost: a semicolon or a question mark with nothing behind it."""

    def __init__(self, url):
        self.url = url
        scheme, netloc, self.path, self.query, fragment = REFERENCE.match(url).groups()
        self.scheme, self.netloc, self.fragment = (scheme or "").lower(), netloc or "", fragment or ""
        self.alone = scheme is None

    def __getattr__(self, name):
        try:
            return getattr(urlparse(self.url), name)  # hostname and port
        except ValueError:
            return None

    def _replace(self, fragment):
        return Exact(self.url.split("#")[0] + "#" + fragment)

    def geturl(self):
        return self.url


def joined(base, location):
    """RFC 3986, section 5.2.2, where a scheme alone is none if it is the base's; dots are left to who prepares it."""
    above, below = Exact(base), Exact(location)
    if not below.alone and below.scheme != above.scheme:
        return location
    path, query = below.path, below.query
    if not path:
        path, query = above.path, above.query if query is None else query
    elif not path.startswith("/"):
        path = "/" + path if not below.alone else above.path.rpartition("/")[0] + "/" + path
    return f"{above.scheme}://{above.netloc}{path}{query or ''}" + (f"#{below.fragment}" if below.fragment else "")


@contextmanager
def exactly():
    with ExitStack() as patches:
        for module in (sessions, utils, cookies):
            patches.enter_context(mock.patch.object(module, "urlparse", Exact))
        patches.enter_context(mock.patch.multiple(sessions, urljoin=joined, requote_uri=str))
        yield


class Redirecting(BaseAdapter):
    """Answers everything with a redirect."""

    def __init__(self, location):
        super().__init__()
        self.location = location

    def send(self, request, **settings):
        answer = Response()
        answer.status_code = 302
        # a header's octets are UTF-8 here and reach requests as latin-1
        answer.headers["Location"] = self.location.strip(" \t").encode("utf-8").decode("latin-1")
        answer.url, answer.request, answer.raw = request.url, request, io.BytesIO()
        return answer

    def close(self):
        pass


@kind
def redirect(base, location, *rfc3986):
    """Where a redirect leads, prepared as the next request would be, and whether credentials go there.

    One more part lets requests take a Location apart and resolve it by RFC 3986 in the place of Python's urllib.parse, before
    anything in it is decoded, and prepare what comes of it once.
    """
    with exactly() if rfc3986 else nullcontext(), Session() as session:
        session.trust_env = False
        session.adapters.clear()
        session.mount("http://", Redirecting(location))
        session.mount("https://", Redirecting(location))
        request = Request("GET", base, headers={"Authorization": "secret"}).prepare()
        following = session.send(request, allow_redirects=False).next
        if following is None:
            return "nowhere"
        asked = prepared(following.url)
        signed = "Authorization" in following.headers
        if rfc3986:
            signed = not session.should_strip_auth(request.url, asked)
        return ("signed " if signed else "unsigned ") + asked


@kind
def form(*fields):
    return Request("POST", "http://a/", data=pairs(fields)).prepare().body or ""


@kind
def basic(url, *utf8):
    """What the user information of a URL signs with; one more part writes it in UTF-8."""
    user, password = utils.get_auth_from_url(prepared(url))
    if not user and not password:
        return ""
    if utf8:
        user, password = user.encode("utf-8"), password.encode("utf-8")
    request = Request("GET", "http://a/").prepare()
    return auth.HTTPBasicAuth(user, password)(request).headers["Authorization"]


@kind
def multipart(*fields):
    """Fields as name and value, files as name, bar, file name, bar, type and content; the last is always a file."""
    data, files = [], [("last", ("", b""))]
    for name, content in pairs(fields):
        words = name.split("|")
        if len(words) == 1:
            data.append((name, content))
        else:
            files.insert(-1, (words[0], (*words[1:2], content.encode("utf-8"), *words[2:3])))
    with mock.patch("urllib3.filepost.choose_boundary", lambda: "limit"):
        return Request("POST", "http://a/", data=data, files=files).prepare().body.decode("latin-1")


@kind
def proxy(url, no_proxy, *keys):
    """Through which of the proxies with these keys a URL is asked."""
    asked = prepared(url)
    with mock.patch.dict("os.environ", clear=True):
        if utils.should_bypass_proxies(asked, no_proxy):
            return "direct"
        return utils.select_proxy(asked, {key: f"http://{i}.proxy/" for i, key in enumerate(keys)}) or "direct"


@kind
def cookie(url, header, following):
    """Which cookies a field lets go along to another URL."""
    jar = cookies.RequestsCookieJar()
    fields = HTTPMessage()
    fields["Set-Cookie"] = header
    answer = SimpleNamespace(_original_response=SimpleNamespace(msg=fields))
    cookies.extract_cookies_to_jar(jar, Request("GET", url).prepare(), answer)
    sent = cookies.get_cookie_header(jar, Request("GET", following).prepare())
    return "; ".join(sorted((sent or "").split("; ")))


@kind
def links(header):
    """The links of a field, what belongs together on a line."""
    return "\n".join(
        "\t".join(sorted(f"{key}={link[key]}" for key in link)) for link in utils.parse_header_links(header)
    )


def answer(sample):
    name, parts = sample
    try:
        return {"value": KINDS[name](*parts)}
    except exceptions.RequestException as failure:
        return {"error": type(failure).__name__}
    except ValueError:  # UnicodeEncodeError is one
        return {"error": "ValueError"}
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
