"""Receives webhooks of a Casement hub, checks their signature, and prints each message once. Needs Python 3.9 or later, and nothing else."""

import base64
import collections
import hashlib
import hmac
import http.server
import json
import os
import time

key = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
seen = collections.OrderedDict()


def is_genuine(headers, body):
    """Whether the hub sent this body, at most five minutes ago."""
    message, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > 300:
        return False
    digest = hmac.new(key, f"{message}.{sent_at}.".encode() + body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(digest).decode()
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in headers.get("webhook-signature", "").split(" "))


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(min(int(self.headers.get("content-length", 0)), 1_000_000))
        if not is_genuine(self.headers, body):
            return self.send_error(401)
        # Responds first: the hub waits at most 15 seconds.
        self.send_response(204)
        self.end_headers()
        message = self.headers["webhook-id"]
        if message in seen:
            return
        seen[message] = True
        if len(seen) > 10_000:
            seen.popitem(last=False)
        print(json.dumps(json.loads(body)), flush=True)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer((os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8400"))), Receiver).serve_forever()
