"""Hands in a comment: gets a challenge, solves it while the text would be written, sends both. Needs nothing but Python.

python comment.py http://127.0.0.1:8080 document:about 'Kur botohet plani i ri?'
python comment.py http://127.0.0.1:8080 document:about 'Kada izlazi novi plan?' sr
"""

import base64
import hashlib
import itertools
import json
import sys
import time
import urllib.error
import urllib.request
import uuid


def solve(challenge):
    """The solution, as `challenge` of a comment carries it."""
    asked = challenge["parameters"]
    nonce, salt = bytes.fromhex(asked["nonce"]), bytes.fromhex(asked["salt"])
    for counter in itertools.count():
        password = nonce + counter.to_bytes(4, "big")
        key = hashlib.pbkdf2_hmac("sha256", password, salt, asked["cost"], asked["keyLength"]).hex()
        if key.startswith(asked["keyPrefix"]):
            payload = {"challenge": challenge, "solution": {"counter": counter, "derivedKey": key}}
            return base64.b64encode(json.dumps(payload).encode()).decode()


def ask(url, body=None):
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())} if body else {}
    request = urllib.request.Request(url, json.dumps(body).encode() if body else None, headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        problem = json.load(refused)
        sys.exit(f"{refused.code} {problem['code']}: {problem.get('detail', problem['title'])}")


def main(server, subject, text, language="sq"):
    challenge = ask(f"{server}/api/v1/comments/challenge")
    begun, solution = time.monotonic(), solve(challenge)
    time.sleep(max(0, challenge["parameters"]["data"]["fill_seconds"] + 0.1 - (time.monotonic() - begun)))
    kind, name = subject.split(":")
    comment = {"subject": {"kind": kind, "id": name}, "language": language, "body": text, "challenge": solution}
    received = ask(f"{server}/api/v1/comments", comment)
    print(received["id"], received["receipt"])


if __name__ == "__main__":
    main(*sys.argv[1:])
