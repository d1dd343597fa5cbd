"""The documentation that the binary serves: whole, self-contained, and allowed nothing that it does not need.

Runs under .ci/with-server.
"""

import os
import re
import sys
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

HOME = os.environ["HAPUR_URL"] + "/"
DOCS = HOME + "api/docs"


class Page(HTMLParser):
    """What a page refers to, and what it carries inline."""

    def __init__(self, address):
        super().__init__()
        self.references, self.inline = set(), []
        with urlopen(address) as answer:
            self.headers, self.text = answer.headers, answer.read().decode()
        self.feed(self.text)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        self.references |= {has[name] for name in ("href", "src") if name in has}
        if tag == "style" or (tag == "script" and "src" not in has) or any(name == "style" or name.startswith("on") for name in has):
            self.inline.append(self.get_starttag_text())


def status(address):
    try:
        with urlopen(address) as answer:
            return answer.status
    except HTTPError as problem:
        return problem.code


def broken(page, base):
    """The references of a page that do not lead to something, or that lead elsewhere."""
    addresses = {urldefrag(urljoin(base, reference)).url for reference in page.references} - {""}
    found = {address: status(address) if address.startswith(HOME) else "elsewhere" for address in addresses}
    return {address: outcome for address, outcome in found.items() if outcome != 200}


def modules(address, seen):
    """All scripts that a script imports, with their media types."""
    if address not in seen:
        with urlopen(address) as answer:
            seen[address] = answer.headers.get_content_type()
            for imported in re.findall(r"^import .* from '([^']+)'", answer.read().decode(), re.M):
                modules(urljoin(address, imported), seen)
    return seen


docs, problems = Page(DOCS), Page(DOCS + "/problems")
policies = [page.headers.get("Content-Security-Policy", "") for page in (docs, problems)]
scripts = modules(DOCS + "/problems.js", modules(DOCS + "/docs.js", {}))
checks = {
    "all that the documentation links to is there, and here": broken(docs, DOCS) == broken(problems, DOCS) == {},
    "nothing is inline": docs.inline == problems.inline == [],
    "a policy forbids inline code and other hosts": all("'none'" in policy and "unsafe" not in policy and "http" not in policy for policy in policies),
    "the documentation's scripts are served as scripts": len(scripts) > 1 and set(scripts.values()) <= {"text/javascript", "application/javascript"},
}
for name, holds in checks.items():
    print(f"  {'ok     ' if holds else 'FAILED '} {name}")
failed = sum(not holds for holds in checks.values())
if failed:
    print(broken(docs, DOCS), broken(problems, DOCS), docs.inline, policies, scripts, sep="\n")
print(f"{len(checks) - failed} passed, {failed} failed")
sys.exit(failed > 0)
