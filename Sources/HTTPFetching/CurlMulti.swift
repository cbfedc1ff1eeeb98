import CCurl
import EventLoop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// libcurl's multi interface on a loop: the sockets and the timer that it asks for, and the transfers under way.
///
/// libcurl is called only through `turn`, and what it calls back only takes notes: nothing calls it from inside itself.
final class CurlMulti: @unchecked Sendable {  // the loop's thread owns all but `loop`
  let loop: EventLoop
  let configuration: CurlClient.Configuration
  private var multi: UnsafeMutableRawPointer?
  private var timer: LoopTimer?
  private var stallTimer: LoopTimer?
  private var closer: Int?
  private var isClosed = false
  private var isRetired = false
  private var polls: [curl_socket_t: CurlPoll] = [:]
  /// The inodes of the sockets that libcurl opened for connections and has not said to have closed.
  private var opened: [curl_socket_t: UInt64] = [:]
  private var active: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  private var touched: [CurlTransfer] = []
  private var isDue = false
  /// What `abandonStrayed` asks the system for.
  private var waiting: [pollfd] = []
  /// Those that have served and can serve again.
  private var handles: [CurlHandle] = []

  /// So many connections are kept for their next request.
  private static let maxConnections = 128

  init(_ loop: EventLoop, _ configuration: CurlClient.Configuration) {
    self.loop = loop
    self.configuration = configuration
  }

  /// Whether no connection may go to this address of the local link.
  func refuses(linkLocal address: String) -> Bool {
    !configuration.linkLocalHosts.contains { $0.lowercased() == address }
  }

  /// Nobody will start a transfer any more: the end of the last one closes all.
  func retire() {
    isRetired = true
    if active.isEmpty { close() }
  }

  /// Gives up the connections that wait for their next request and have got bytes that nobody asked for: they would be
  /// taken for the next answer. Tells whether there was one.
  func abandonStrayed() -> Bool {
    waiting.removeAll(keepingCapacity: true)
    for (socket, poll) in polls where poll.isIdle {
      waiting.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0))
    }
    // One call of the system for all: there are as many of them as there were requests at a time.
    if waiting.isEmpty || poll(&waiting, nfds_t(waiting.count), 0) < 1 { return false }
    var hasStrayed = false
    for entry in waiting where entry.revents != 0 {
      guard let poll = polls[entry.fd], poll.hasBytes else { continue }
      poll.abandon()
      hasStrayed = true
    }
    return hasStrayed
  }

  /// One for a request without a body, which may have served before.
  func takeHandle() throws(CurlError) -> CurlHandle {
    if let last = handles.popLast() { return last }
    return try makeHandle()
  }

  func makeHandle() throws(CurlError) -> CurlHandle { try CurlHandle(configuration, self) }

  /// False where the loop stops.
  func add(_ transfer: CurlTransfer) -> Bool {
    guard !isClosed, !loop.isStopping, let multi = open() else { return false }
    active[transfer.handle.easy.pointer] = transfer
    if active.count == 1 { watch() }
    var code = CURLM_OK
    turn { code = curl_multi_add_handle(multi, transfer.handle.easy.pointer) }
    if code != CURLM_OK { active[transfer.handle.easy.pointer] = nil }
    return code == CURLM_OK
  }

  /// Stops a transfer; nothing of it calls back after this.
  func remove(_ transfer: CurlTransfer) {
    let easy = transfer.handle.easy.pointer
    guard let multi, active[easy] === transfer else { return }
    active[easy] = nil
    turn { _ = curl_multi_remove_handle(multi, easy) }
    if active.isEmpty { stallTimer?.stop() }
  }

  /// To be delivered to when libcurl has returned.
  func touch(_ transfer: CurlTransfer) { if touched.last !== transfer { touched.append(transfer) } }

  func turn(_ body: () -> Void) {
    body()
    settle()
    // What libcurl wants at once it gets at once, but not for ever.
    for _ in 0..<16 where isDue && !isClosed {
      isDue = false
      act(CURL_SOCKET_TIMEOUT, 0)
      settle()
    }
    if isDue { startTimer(0) }
    if isRetired && active.isEmpty { close() }
  }

  private func settle() {
    var left: Int32 = 0
    while let multi, let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      let result = tapedeck_message_result(message)
      guard let transfer = active.removeValue(forKey: easy) else { continue }
      transfer.finish(result)
      curl_multi_remove_handle(multi, easy)
      if transfer.leavesHandle, !isClosed, handles.count < CurlMulti.maxConnections { handles.append(transfer.handle) }
      touch(transfer)
    }
    while !touched.isEmpty {
      let transfers = touched
      touched = []
      for transfer in transfers { transfer.deliver() }
    }
  }

  private func act(_ socket: curl_socket_t, _ events: Int32) {
    guard let multi else { return }
    var running: Int32 = 0
    curl_multi_socket_action(multi, socket, events, &running)
  }

  private func open() -> UnsafeMutableRawPointer? {
    if let multi { return multi }
    CurlEasy.prepare()
    guard let multi = curl_multi_init() else { return nil }
    self.multi = multi
    tapedeck_multi_set_long(multi, CURLMOPT_MAXCONNECTS, CurlMulti.maxConnections)
    // A paused stream of HTTP/2 would be read on where another one is active.
    tapedeck_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    tapedeck_multi_set_functions(
      multi,
      { _, socket, what, me, _ in
        CurlMulti.of(me)?.watch(socket, what)
        return 0
      },
      { _, milliseconds, me in
        CurlMulti.of(me)?.schedule(milliseconds)
        return 0
      }, Unmanaged.passUnretained(self).toOpaque())
    timer = LoopTimer(loop)
    stallTimer = LoopTimer(loop)
    closer = loop.register { self.close() }
    return multi
  }

  private func close() {
    if isClosed { return }
    isClosed = true
    if let closer { loop.unregister(closer) }
    for transfer in active.values { transfer.fail(.stopped) }
    timer?.close()
    stallTimer?.close()
    handles = []
    if let multi { curl_multi_cleanup(multi) }
    multi = nil
    for poll in polls.values { poll.close() }
    polls = [:]
  }

  // MARK: What libcurl asks for

  static func of(_ pointer: UnsafeMutableRawPointer?) -> CurlMulti? {
    pointer.map { Unmanaged<CurlMulti>.fromOpaque($0).takeUnretainedValue() }
  }

  private func schedule(_ milliseconds: Int) {
    isDue = milliseconds == 0
    if milliseconds > 0 { startTimer(UInt64(milliseconds)) } else { timer?.stop() }
  }

  private func startTimer(_ milliseconds: UInt64) {
    timer?.start(milliseconds: milliseconds) { [unowned self] in turn { act(CURL_SOCKET_TIMEOUT, 0) } }
  }

  private func watch(_ socket: curl_socket_t, _ what: Int32) {
    let known = polls[socket]
    if what == CURL_POLL_REMOVE, !(known?.isEstablished ?? false) {
      if !isConnection(socket) { return closing(socket) }
      known?.isEstablished = true
    }
    let poll = known ?? watcher(socket)
    if known == nil { polls[socket] = poll }
    poll.want(what)
  }

  private func watcher(_ socket: curl_socket_t) -> CurlPoll {
    CurlPoll(loop, socket) { [unowned self] events in turn { act(socket, events) } }
  }

  /// Whether this is a connection's socket that is still open. libcurl closes the resolver's, and one that was given up
  /// while it connected, without a word; the number can be another socket's by now, of any thread.
  private func isConnection(_ socket: curl_socket_t) -> Bool {
    guard let inode = opened[socket] else { return false }
    return inode == CurlPoll.inode(socket)
  }

  func opening(_ socket: curl_socket_t) {
    opened[socket] = CurlPoll.inode(socket)
    guard let stale = polls.removeValue(forKey: socket) else { return }
    // libcurl takes the new socket for the old one, and says nothing where it wants the same of it.
    stale.close()
    let poll = watcher(socket)
    polls[socket] = poll
    poll.take(wishesOf: stale)
  }

  func closing(_ socket: curl_socket_t) {
    opened[socket] = nil
    polls.removeValue(forKey: socket)?.close()
  }

  // MARK: Stalled transfers

  private func watch() {
    guard let stallTimeout = configuration.stallTimeout else { return }
    stallTimer?.start(after: stallTimeout / CurlTransfer.stallTicks) { [unowned self] in
      for transfer in active.values where transfer.isStalled() { transfer.fail(.stalled(stallTimeout)) }
      if !active.isEmpty { watch() }
    }
  }
}
