/// Times as Go's Unix seconds.
enum UnixTime {
  /// Whole seconds since 1970, rounded down.
  @inline(__always)
  static func seconds(_ timeMs: Int64) -> Int64 {
    timeMs >= 0 ? timeMs / 1_000 : (timeMs &- 999) / 1_000
  }
}
