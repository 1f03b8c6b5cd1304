// A receiver in Node, without packages: node receiver.js PORT SECRET_FILE
const { createHmac, timingSafeEqual } = require("node:crypto");
const { readFileSync, writeFileSync } = require("node:fs");
const { createServer } = require("node:http");

const [port, secretFile] = process.argv.slice(2);

function get(url) {
  const query = new URL(url, "http://localhost").searchParams;
  if (query.has("echo")) return { echo: query.get("echo") }; // the challenge: prove that we run this endpoint
  if (query.has("secret_key")) writeFileSync(secretFile, query.get("secret_key")); // a new secret that was asked for
  if (query.has("api_key")) console.log("new api key:", query.get("api_key"));
  return {};
}

function isSigned(body, signature = "") {
  const secret = readFileSync(secretFile, "ascii").trim();
  const expected = Buffer.from(createHmac("sha1", secret).update(body).digest("hex"));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function handle(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  let status = 200;
  let answer = {};
  if (request.method === "GET") {
    answer = get(request.url);
  } else if (isSigned(body, request.headers["pywebhooks-signature"])) {
    console.log(request.headers.event, body.toString());
  } else {
    console.log("wrong signature");
    status = 401;
  }
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
}

createServer(handle).listen(Number(port), "127.0.0.1");
