/// What servers in Python have in common.
enum PythonServer {
  /// Ends the server when nobody reads what it prints any more, and prints the port of its `listener`.
  static let announcement = """
    def end_with_reader():
        poll = select.poll()
        poll.register(1, 0)
        poll.poll()
        os._exit(0)

    threading.Thread(target=end_with_reader, daemon=True).start()
    print("port", listener.getsockname()[1])
    """
}
