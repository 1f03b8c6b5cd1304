# A receiver in Ruby's standard library: ruby receiver.rb PORT SECRET_FILE
require "json"
require "openssl"
require "socket"
require "uri"

PORT, SECRET_FILE = ARGV
$stdout.sync = true

def get(target)
  query = URI.decode_www_form(URI(target).query.to_s).to_h
  return { echo: query["echo"] } if query.key?("echo") # the challenge: prove that we run this endpoint

  File.write(SECRET_FILE, query["secret_key"]) if query.key?("secret_key") # a new secret that was asked for
  puts "new api key: #{query["api_key"]}" if query.key?("api_key")
  {}
end

def signed?(body, signature)
  expected = OpenSSL::HMAC.hexdigest("SHA1", File.read(SECRET_FILE).strip, body)
  OpenSSL.secure_compare(expected, signature.to_s)
end

def handle(socket)
  return unless (first = socket.gets)

  method, target = first.split
  headers = {}
  while (line = socket.gets.chomp) != ""
    name, value = line.split(": ", 2)
    headers[name.downcase] = value
  end
  body = socket.read(headers["content-length"].to_i)
  status, answer = method == "GET" ? ["200 OK", get(target)] : post(headers, body)
  json = JSON.generate(answer)
  socket.write("HTTP/1.1 #{status}\r\nContent-Type: application/json\r\nContent-Length: #{json.bytesize}\r\n" \
               "Connection: close\r\n\r\n#{json}")
ensure
  socket.close
end

def post(headers, body)
  unless signed?(body, headers["pywebhooks-signature"])
    puts "wrong signature"
    return ["401 Unauthorized", {}]
  end
  puts "#{headers["event"]} #{body}"
  ["200 OK", {}]
end

server = TCPServer.new("127.0.0.1", PORT.to_i)
loop { Thread.new(server.accept) { |socket| handle(socket) } }
