/// A recorder's worst clients and servers.
public enum BadTraffic {
  /// In Python, with the arguments `TAPEDECK FOLDER COUNT ROUNDS GROWTH`: starts `TAPEDECK record` in `FOLDER`, sends it so
  /// many exchanges of all kinds in so many rounds, sixteen at a time, and prints what the process holds after each.
  /// Ends with 1 where something was not called by its name, where descriptors are left, or where memory grew by more
  /// than `GROWTH` MiB after the first round; says what it was in lines that begin with `WRONG`.
  public static let program = #"""
    import collections, json, os, re, signal, socket, ssl, struct, subprocess, sys, threading, time

    def shut(connection, reset=False):
        try:
            if reset: connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        except OSError: pass

    def until(connection, mark, data=b""):
        while mark not in data:
            more = connection.recv(65536)
            if not more: return data
            data += more
        return data

    def serve(handle):
        listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        def accept():
            while True:
                connection = listener.accept()[0]
                threading.Thread(target=run, args=(connection,), daemon=True).start()
        def run(connection):
            try: shut(connection, handle(connection) == "reset")
            except OSError: shut(connection)
        threading.Thread(target=accept, daemon=True).start()
        return listener.getsockname()[1]

    OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
    def upstream(connection):
        head = until(connection, b"\r\n\r\n")
        if not head: return
        kind = re.search(rb"Host: (\S+)\.test", head)[1].decode()
        if kind == "short": return connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        if kind == "more": return connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokand more")
        if kind == "twice": return connection.sendall(OK + OK)
        if kind == "nothing": return
        if kind == "reset": return "reset"
        if kind == "reset-late":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            return "reset"
        if kind == "garbage": return connection.sendall(b"\x00\x01not HTTP at all\r\n\r\n" * 9)
        if kind == "head": return connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: %s\r\n" % (b"x" * 900000) + b"\r\n")
        if kind == "chunk": return connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n")
        if kind == "gzip": connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: 4\r\n\r\nnone")
        elif kind in ("leaves", "silent"):
            if kind == "leaves": connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 1000)
            until(connection, b"never")
            return
        else: connection.sendall(OK)

    class Proxy:
        def __init__(self, tapedeck, folder):
            subject = ["-subj", "/CN=safe.test", "-addext", "subjectAltName=DNS:safe.test", "-keyout", "key.pem", "-out", "cert.pem"]
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"] + subject, cwd=folder, check=True, capture_output=True)
            port, deaf = serve(upstream), serve(lambda connection: connection.sendall(b"no TLS\r\n"))
            gone = socket.create_server(("127.0.0.1", 0))
            ports = {"gone": gone.getsockname()[1], "deaf": deaf}
            gone.close()
            words = [tapedeck, "record", "--cassette", "c", "--port", "0", "--log-format", "json", "--upstream-ca", "cert.pem"]
            for name in [*KINDS, "safe"]:
                scheme = "https" if name in ("deaf", "safe") else "http"
                words += ["--api", "%s=%s://%s.test" % (name, scheme, name)]
                words += ["--connect-to", "%s.test:%d=127.0.0.1:%d" % (name, 443 if scheme == "https" else 80, ports.get(name, port))]
            self.log = open(os.path.join(folder, "log"), "wb")
            self.notes = []
            self.process = subprocess.Popen(words, cwd=folder, stdout=self.log, stderr=subprocess.PIPE, env={**os.environ, "XDG_STATE_HOME": folder})
            for line in self.process.stderr:
                self.notes.append(line)
                if b"Ctrl-C" in line: break
            text = b"".join(self.notes).decode()
            self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/good", text)[1])
            self.root = re.search(r"certificate for https://: (\S+)", text)[1]
            threading.Thread(target=lambda: self.notes.extend(self.process.stderr), daemon=True).start()
            self.trusting = ssl.create_default_context(cafile=self.root)
            self.wary = ssl.create_default_context()
        def connect(self):
            connection = socket.create_connection(("127.0.0.1", self.port))
            connection.settimeout(60)
            return connection
        def tunnel(self):
            connection = self.connect()
            connection.sendall(b"CONNECT safe.test:443 HTTP/1.1\r\nHost: safe.test:443\r\n\r\n")
            until(connection, b"\r\n\r\n")
            return connection
        def footprint(self):
            status = open("/proc/%d/status" % self.process.pid).read()
            return len(os.listdir("/proc/%d/fd" % self.process.pid)), int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        def settled(self, descriptors):
            for _ in range(300):
                now = self.footprint()
                if now[0] <= descriptors: return now
                time.sleep(0.05)
            return now

    # What a client does; gives what it saw.
    def ask(proxy, path):
        connection = proxy.connect()
        try:
            connection.sendall(("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % path).encode())
            answer = until(connection, b"never")
            return answer[9:12].decode() + (" cut" if answer.endswith(b"half") else "") if answer else "closed"
        except ConnectionResetError: return "reset"
        finally: shut(connection)

    def leave(proxy, text, wait=False):
        connection = proxy.connect()
        connection.sendall(text)
        if wait: until(connection, b"xxxx")
        shut(connection, True)
        return "left"

    def slow(proxy, path):
        connection = proxy.connect()
        for piece in ("GET %s HT" % path, "TP/1.1\r\nHo", "st: localhost\r\nConnection: close\r\n", "\r\n"):
            connection.sendall(piece.encode())
            time.sleep(0.005)
        answer = until(connection, b"never")
        shut(connection)
        return answer[9:12].decode()

    def big_head(proxy, path):
        connection = proxy.connect()
        try:
            connection.sendall(("GET %s HTTP/1.1\r\nHost: localhost\r\nX: %s\r\n\r\n" % (path, "x" * 200000)).encode())
        except OSError: pass
        try: answer = until(connection, b"never")
        except OSError: return "431"
        shut(connection)
        return answer[9:12].decode()

    def bad_hello(proxy, path):
        connection = proxy.tunnel()
        connection.sendall(b"\x16\x03\x01\x00\x20" + b"\x7f" * 32)
        try: seen = until(connection, b"never")
        except OSError: seen = b""
        shut(connection)
        return "alert" if seen[:1] == b"\x15" else "closed"

    def wary(proxy, path):
        connection = proxy.tunnel()
        try: proxy.wary.wrap_socket(connection, server_hostname="safe.test")
        except ssl.SSLCertVerificationError: return "refused"
        finally: shut(connection)

    def half_tls(proxy, path):
        connection = proxy.tunnel()
        out, into = ssl.MemoryBIO(), ssl.MemoryBIO()
        hello = proxy.trusting.wrap_bio(into, out, server_hostname="safe.test")
        try: hello.do_handshake()
        except ssl.SSLWantReadError: pass
        connection.sendall(out.read()[:100])
        shut(connection, True)
        return "left"

    def tls_leaves(proxy, path):
        connection = proxy.trusting.wrap_socket(proxy.tunnel(), server_hostname="safe.test")
        connection.sendall(b"GET /x HTTP/1.1\r\nHost: safe.test\r\nX: half a he")
        shut(connection, True)
        return "left"

    def sent(text, wait=False):
        return lambda proxy, path: leave(proxy, text.replace("PATH", path).replace("\n", "\r\n").encode(), wait)

    # What happens, what the client sees of it, and what the recorder says of it.
    AWAY = "not recorded: the client went away"
    KINDS = {
        "good": (ask, "200", "200 new"),
        "slow": (slow, "200", "200 new"),
        "more": (ask, "200", "200 new"),
        "twice": (ask, "200", "200 new"),
        "short": (ask, "200 cut", "truncated new"),
        "nothing": (ask, "reset", "reset new"),
        "reset": (ask, "reset", "reset new"),
        "reset-late": (ask, "reset", "reset new"),
        "garbage": (ask, "reset", "protocol new"),
        "head": (ask, "reset", "protocol new"),
        "chunk": (ask, "reset", "protocol new"),
        "gone": (ask, "reset", "refused new"),
        "deaf": (ask, "reset", "tls new"),
        "gzip": (ask, "200", "200 not recorded: the coded body is damaged near byte 2: incorrect header check, so it cannot be searched for secrets"),
        "leaves": (sent("GET PATH HTTP/1.1\nHost: localhost\n\n", wait=True), "left", "200 " + AWAY),
        "silent": (sent("GET PATH HTTP/1.1\nHost: localhost\n\n"), "left", AWAY),
        "half-body": (sent("POST PATH HTTP/1.1\nHost: localhost\nContent-Length: 100\n\nhalf"), "left", AWAY + " before its request was whole; it went nowhere"),
        "half-head": (sent("GET PATH HTTP/1.1\nHo"), "left", None),
        "big-head": (big_head, "431", None),
        "bad-hello": (bad_hello, "alert", None),
        "wary": (wary, "refused", None),
        "half-tls": (half_tls, "left", None),
        "tls-leaves": (tls_leaves, "left", None),
    }

    def main(tapedeck, folder, total, rounds, growth):
        proxy = Proxy(tapedeck, folder)
        seen, said = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
        order = list(KINDS)
        lock = threading.Lock()
        def client(numbers):
            for number in numbers:
                kind = order[number % len(order)]
                try: result = KINDS[kind][0](proxy, "/%s/%d" % (kind, number))
                except OSError as error: result = type(error).__name__
                with lock: seen[kind][result] += 1
        ask(proxy, "/good/first")
        seen["good"]["200"] += 1
        prints = [proxy.footprint()]
        print("exchanges  descriptors  memory, MiB  seconds")
        print("%9d  %11d  %11.1f" % (0, *prints[0]), flush=True)
        each = total // rounds
        for turn in range(rounds):
            start = time.time()
            threads = [threading.Thread(target=client, args=(range(turn * each + n, (turn + 1) * each, 16),)) for n in range(16)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            taken = time.time() - start
            prints.append(proxy.settled(prints[0][0]))
            print("%9d  %11d  %11.1f  %7.1f" % ((turn + 1) * each, *prints[-1], taken), flush=True)
        proxy.process.send_signal(signal.SIGINT)
        status = proxy.process.wait(600)
        for line in open(os.path.join(folder, "log")):
            line = json.loads(line)
            words = [str(line[key]) for key in ("status", "failure", "fate") if key in line]
            said[line.get("api", "-")][" ".join(words) + (": " + line["reason"] if "reason" in line else "")] += 1
        faults = []
        for kind, (_, client, recorder) in KINDS.items():
            count = sum(seen[kind].values())
            if seen[kind] != {client: count}: faults.append("%s: clients saw %s" % (kind, dict(seen[kind])))
            if said[kind] != ({recorder: count} if recorder else {}): faults.append("%s: the recorder said %s" % (kind, dict(said[kind])))
        if status != 1: faults.append("the recorder ended with %d" % status)
        if prints[-1][0] > prints[0][0]: faults.append("descriptors are left: %d" % (prints[-1][0] - prints[0][0]))
        if prints[-1][1] - prints[1][1] > growth: faults.append("memory grew by %.1f MiB after the first round" % (prints[-1][1] - prints[1][1]))
        print("%d kinds, %d exchanges" % (len(KINDS), sum(sum(counts.values()) for counts in seen.values())))
        for fault in faults: print("WRONG", fault)
        if faults: print(b"".join(proxy.notes).decode()[-3000:])
        sys.exit(1 if faults else 0)

    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
    """#
}
