"""What no schema can say about good requests; loaded by .ci/schemathesis."""

import re
from uuid import uuid4

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    """Whoever makes up an idempotency key makes up a new one; two requests with one key would be the same request to
    the server, and the second is rightly refused. Keys of a wrong form stay as they are."""
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and re.fullmatch("[!-~]{16,255}", key):
        case.headers["Idempotency-Key"] = f"{key[:200]}-{uuid4()}"
