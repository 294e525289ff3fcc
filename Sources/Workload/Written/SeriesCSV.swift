extension Series {
  /// Writes the series as CSV: `time` in seconds from its beginning, `value`, and `censored` (0 or 1) if some are.
  ///
  /// Numbers are as short as they read back exactly; a gap is an empty cell. The importer reads it as it is.
  public func csv() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * 24 + 16)
    bytes += (censored == nil ? "time,value\n" : "time,value,censored\n").utf8
    let start = timesMs.first ?? 0
    for index in values.indices {
      Series.append(seconds: timesMs[index] - start, to: &bytes)
      bytes.append(UInt8(ascii: ","))
      if !values[index].isNaN { bytes += plain(values[index]).utf8 }
      if let censored { bytes += censored[index] ? ",1".utf8 : ",0".utf8 }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private static func append(seconds milliseconds: Int64, to bytes: inout [UInt8]) {
    bytes += String(milliseconds / 1000).utf8
    var rest = milliseconds % 1000
    guard rest != 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var place: Int64 = 100
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / place))
      rest %= place
      place /= 10
    }
  }
}
