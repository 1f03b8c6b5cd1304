"""A receiver in Python's standard library: python3 receiver.py PORT SECRET_FILE"""

import hashlib
import hmac
import json
import pathlib
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

port, secret_file = int(sys.argv[1]), pathlib.Path(sys.argv[2])


class Receiver(BaseHTTPRequestHandler):
    def do_GET(self):
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if "echo" in query:  # the challenge: prove that we run this endpoint
            return self.answer(200, {"echo": query["echo"]})
        if "secret_key" in query:  # a new secret that was asked for
            secret_file.write_text(query["secret_key"])
        if "api_key" in query:
            print("new api key:", query["api_key"], flush=True)
        self.answer(200, {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = hmac.new(secret_file.read_bytes().strip(), body, hashlib.sha1).hexdigest()
        if not hmac.compare_digest(expected, self.headers.get("pywebhooks-signature", "")):
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
