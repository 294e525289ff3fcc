/// A growing text of UTF-8 bytes: what CSV, SVG and HTML are written through.
struct Bytes {
  /// What was written so far.
  private(set) var content: [UInt8] = []

  /// Adds a byte.
  mutating func write(_ byte: UInt8) { content.append(byte) }

  /// Adds a text as it is.
  mutating func write(_ text: String) { content.append(contentsOf: text.utf8) }

  /// Adds a piece of ASCII known at compile time.
  mutating func write(_ text: StaticString) {
    content.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Adds what another text holds.
  mutating func write(_ other: Bytes) { content.append(contentsOf: other.content) }

  /// Adds an integer in decimal digits.
  mutating func write(_ value: Int) { write(Int64(value)) }

  /// Adds an integer in decimal digits.
  mutating func write(_ value: Int64) {
    if value < 0 { content.append(UInt8(ascii: "-")) }
    write(value.magnitude)
  }

  /// Adds an integer in decimal digits.
  mutating func write(_ value: UInt64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var (rest, first) = (value, digits.count)
      repeat {
        first -= 1
        digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      content.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first..<20]))
    }
  }

  /// Adds the shortest decimal that reads back as the same double; nothing for NaN, which is a missing value.
  ///
  /// Whole numbers, most of a recording, go a way of their own: 30 ns instead of 100, and no `.0` at their
  /// end.
  mutating func write(_ value: Double) {
    if value.magnitude < 0x1p53 {
      let whole = Int64(value)
      if Double(whole) == value { write(whole) } else { write(value.description) }
    } else if !value.isNaN {
      write(value.description)
    }
  }
}
