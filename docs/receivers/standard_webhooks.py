"""A receiver that checks Standard Webhooks signatures, without packages: python3 standard_webhooks.py PORT SECRET_FILE"""

import base64
import hashlib
import hmac
import json
import pathlib
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

port, secret_file = int(sys.argv[1]), pathlib.Path(sys.argv[2])
TOLERANCE = 5 * 60  # seconds; what is older may be a recording


def is_signed(headers, body):
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > TOLERANCE:
        return False
    key = base64.b64decode(secret_file.read_text().strip().removeprefix("whsec_"))
    content = f"{message_id}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest())
    signatures = headers.get("webhook-signature", "").split(" ")  # more than one while a secret is being replaced
    return any(hmac.compare_digest(expected, given.encode()) for given in signatures)


class Receiver(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        self.answer(200, {"echo": query["echo"][0]} if "echo" in query else {})  # the challenge

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not is_signed(self.headers, body):
            print("wrong signature", flush=True)
            return self.answer(401, {})
        print(self.headers["event"], body.decode(), flush=True)
        self.answer(200, {})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", port), Receiver).serve_forever()
