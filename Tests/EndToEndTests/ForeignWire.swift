/// Programs that repeat what went over the wire while other tools recorded (`truth.json` beside their files).
enum ForeignWire {
  /// Writes the exchanges of all tools into one file, but for those that HTTP/1.1 cannot repeat, and prints how many.
  static let gathering = """
    import glob, json, sys
    exchanges = []
    for name in sorted(glob.glob(sys.argv[1] + "/*/truth.json")):
        for run in json.load(open(name))["runs"].values():
            exchanges += [e for e in run["exchanges"] if e["status"] and "framing" in e and "httpVersion" not in e
                          and "omitted" not in e.get("body", {})]
    json.dump(exchanges, open("exchanges.json", "w"))
    print(len(exchanges))
    """

  /// What both sides need to turn the file into bytes again.
  static let bytes = """
    import base64, json
    exchanges = json.load(open("exchanges.json"))
    def raw(text): return text.encode("latin-1" if all(ord(c) < 256 for c in text) else "utf-8")
    def content(body):
        body = body or {}
        return base64.b64decode(body["base64"]) if "base64" in body else body.get("text", "").encode()
    def lines(headers): return b"".join(raw(n) + b": " + raw(v) + b"\\r\\n" for n, v in headers) + b"\\r\\n"
    """

  /// Answers requests with the exchanges in their order, byte for byte.
  static let server = """
    import socket, struct, threading
    from wire import *
    rest = iter(exchanges)
    def head(e, headers): return raw("HTTP/1.1 %d %s" % (e["status"], e["reason"])) + b"\\r\\n" + lines(headers)
    def request(stream):
        line, length = stream.readline(), 0
        while (field := stream.readline().strip()):
            if field.lower().startswith(b"content-length:"): length = int(field[15:])
        stream.read(length)
        return line.split()[:1]
    def serve(connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, connection.makefile("rb") as stream:
            while (method := request(stream)):
                e = next(rest)
                sent = b"".join(head(i, i["headers"]) for i in e.get("interim", [])) + head(e, e["responseHeaders"])
                body = content(e.get("body"))
                if method == [b"HEAD"] or e["framing"] == "none": body = b""
                elif e["framing"] == "chunked":
                    parts, at = [], 0
                    for size in e.get("chunks") or [len(body)]:
                        if size: parts.append(b"%x\\r\\n%b\\r\\n" % (size, body[at:at + size]))
                        at += size
                    body = b"".join(parts) + b"0\\r\\n" + lines(e.get("trailers", []))
                connection.sendall(sent + body)
                if e.get("end") == "reset":
                    return connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                if e["framing"] == "close": return
    listener = socket.create_server(("127.0.0.1", 0))
    print("port", listener.getsockname()[1], flush=True)
    while True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    """

  /// Sends the requests through a proxy and prints the steps whose answer is not what the file says, field by field.
  /// Where it is replayed a coding may be another one: then what was coded is compared.
  static let client = """
    import gzip, socket, sys
    from wire import *
    host, port = sys.argv[1].split(":")
    isReplay = sys.argv[2] == "replay"
    framing = {b"connection", b"keep-alive", b"transfer-encoding", b"te", b"trailer", b"upgrade"}
    own = {"host", "content-length", "transfer-encoding", "expect", "connection"}
    def fields(stream):
        result = []
        while (line := stream.readline().rstrip(b"\\r\\n")):
            name, value = line.split(b":", 1)
            result.append((name, value.strip()))
        return result
    def ask(e, stream, s):
        sent = content(e.get("requestBody"))
        headers = [(n, v) for n, v in e["requestHeaders"] if n.lower() not in own]
        if sent or e["method"] in ("POST", "PUT", "PATCH"): headers.append(("Content-Length", str(len(sent))))
        url = "http://api.truth.test/" + e["url"].split("/", 3)[3] if e["url"].count("/") > 2 else "http://api.truth.test/"
        s.sendall(raw(e["method"] + " " + url + " HTTP/1.1") + b"\\r\\nHost: api.truth.test\\r\\n" + lines(headers) + sent)
        interim = []
        while True:
            line, head = stream.readline(), fields(stream)
            version, status, *reason = line.rstrip(b"\\r\\n").split(b" ", 2)
            if status[:1] != b"1": break
            interim.append((int(status), head))
        names, body, trailers, end = {n.lower(): v for n, v in head}, b"", [], None
        try:
            if e["method"] == "HEAD" or status in (b"204", b"304"): pass
            elif b"transfer-encoding" in names:
                while (count := int(stream.readline().split(b";")[0], 16)):
                    body += stream.read(count)
                    stream.readline()
                trailers = fields(stream)
            else:
                count = int(names.get(b"content-length", 1 << 30))
                while len(body) < count and (part := stream.read1(count - len(body))): body += part
        except (ConnectionResetError, ValueError): end = "reset"
        return [int(status), b"".join(reason), head, body, trailers, interim, end]
    def expected(e):
        pairs = lambda headers: [(raw(n), raw(v).strip()) for n, v in headers]
        body = b"" if e["method"] == "HEAD" else content(e.get("body"))
        return [e["status"], raw(e["reason"]), pairs(e["responseHeaders"]), body, pairs(e.get("trailers", [])),
                [(i["status"], pairs(i["headers"])) for i in e.get("interim", [])], e.get("end")]
    same = 0
    for e in exchanges:
        with socket.create_connection((host, int(port)), timeout=60) as s, s.makefile("rb") as stream:
            got, want = ask(e, stream, s), expected(e)
        unlike = set(framing)
        # What came chunked or up to the end may be given with its length.
        if all(n.lower() != b"content-length" for n, v in want[2]): unlike.add(b"content-length")
        coding = [v for n, v in want[2] if n.lower() == b"content-encoding"]
        if isReplay and coding and want[3]:
            unlike |= {b"content-length", b"content-encoding"}
            if any(n.lower() == b"content-encoding" for n, v in got[2]): got[3] = gzip.decompress(got[3])
            want[3] = e["body"]["text"].encode()
        for answer in (got, want): answer[2] = [(n, v) for n, v in answer[2] if n.lower() not in unlike]
        names = ("status", "reason", "headers", "body", "trailers", "interim", "end")
        differing = [name for name, g, w in zip(names, got, want) if g != w]
        same += not differing
        if differing: print(e.get("step", "-"), *differing)
    print(same, "of", len(exchanges))
    """
}
