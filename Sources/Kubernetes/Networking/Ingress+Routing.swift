extension Ingress {
  /// The backend of a request, or nil where it meets no rule and there is no default.
  ///
  /// The most specific host wins: the host itself, then a `*` for its first label, then a rule for all hosts. Of
  /// its paths the longest that matches wins, an exact one before a prefix of the same length. A path is a prefix
  /// by its elements: `/a/b` is one of `/a/b/c` and not of `/a/bc`. ImplementationSpecific is read as Prefix, as
  /// ingress-nginx does without its regular expressions.
  ///
  /// Source: kubernetes/api networking/v1/types.go HTTPIngressPath and IngressRule.
  public func backend(host: String, path: String) -> IngressBackend? {
    let host = host.lowercased()
    let wildcard = host.firstIndex(of: ".").map { "*" + host[$0...] }
    for name in [host, wildcard, ""] {
      guard let name else { continue }
      let found = rules.filter { $0.host.lowercased() == name }
      guard !found.isEmpty else { continue }
      let elements = Self.elements(path)
      let paths = found.flatMap { $0.paths ?? [] }.filter { $0.matches(path, elements) }
      guard let first = paths.first else { return defaultBackend }
      let best = paths.dropFirst().reduce(first) { $1.isMoreSpecific(than: $0) ? $1 : $0 }
      return best.backend
    }
    return defaultBackend
  }

  /// A path without its query, split at slashes; a slash at the end does not count.
  fileprivate static func elements(_ path: String) -> [Substring] {
    (path.split(separator: "?", omittingEmptySubsequences: false).first ?? "").split(separator: "/")
  }
}

extension IngressPath {
  fileprivate func matches(_ path: String, _ elements: [Substring]) -> Bool {
    if pathType == "Exact" {
      return path.split(separator: "?", omittingEmptySubsequences: false).first.map(String.init) == self.path
    }
    return elements.starts(with: Ingress.elements(self.path))
  }

  fileprivate func isMoreSpecific(than other: IngressPath) -> Bool {
    path.utf8.count != other.path.utf8.count
      ? path.utf8.count > other.path.utf8.count : pathType == "Exact" && other.pathType != "Exact"
  }
}
