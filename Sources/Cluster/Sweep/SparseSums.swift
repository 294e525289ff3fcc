/// Sums by a number, for few of many possible numbers: a table with open addresses.
///
/// Complexity: O(1) for an addition, expected.
struct SparseSums: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var key: Int
    var sum: Double
  }

  private static let free = Entry(key: -1, sum: 0)
  private var entries = Pile<Entry>([])
  private var count = 0

  /// Adds to the sum of a number that is not negative.
  mutating func add(_ value: Double, to key: Int) {
    if count * 2 >= entries.count { grow() }
    let place = place(of: key)
    if entries[place].key < 0 {
      entries[place].key = key
      count += 1
    }
    entries[place].sum += value
  }

  mutating func removeAll() {
    for place in 0..<entries.count { entries[place] = Self.free }
    count = 0
  }

  /// All sums by their numbers.
  var sums: [Int: Double] {
    var result: [Int: Double] = [:]
    for entry in entries.buffer where entry.key >= 0 { result[entry.key] = entry.sum }
    return result
  }

  /// Where a number is, or would be.
  @inline(__always)
  private func place(of key: Int) -> Int {
    let mask = entries.count - 1
    var place = Int(truncatingIfNeeded: UInt(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
    while entries[place].key >= 0, entries[place].key != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = entries.buffer.filter { $0.key >= 0 }
    entries = Pile([Entry](repeating: Self.free, count: max(16, entries.count * 2)))
    for entry in old { entries[place(of: entry.key)] = entry }
  }
}
