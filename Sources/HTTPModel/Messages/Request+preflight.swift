extension Request {
  /// Whether a browser asks if a page may send another request (Fetch, "CORS-preflight fetch").
  package var isPreflight: Bool {
    method == .options && headers.contains("origin") && headers.contains("access-control-request-method")
  }
}
