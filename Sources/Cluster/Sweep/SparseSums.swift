/// Sums by a row and a column, for few of many possible pairs: a table with open addresses.
///
/// Neighbors in a column lie side by side, since that is how waits grow. Complexity: O(1) for an addition, expected.
struct SparseSums: ~Copyable {
  /// The sum of one pair.
  struct Entry: BitwiseCopyable {
    var row: Int32
    var column: Int32
    var sum: Double
  }

  private static let free = Entry(row: -1, column: 0, sum: 0)
  private var entries = Pile<Entry>([])
  private var count = 0

  /// Adds to the sum of a row and a column, both not negative.
  mutating func add(_ value: Double, row: Int, column: Int) {
    if count * 2 >= entries.count { grow() }
    let place = place(row: Int32(row), column: Int32(column))
    if entries[place].row < 0 {
      entries[place] = Entry(row: Int32(row), column: Int32(column), sum: 0)
      count += 1
    }
    entries[place].sum += value
  }

  mutating func removeAll() {
    for place in 0..<entries.count { entries[place] = Self.free }
    count = 0
  }

  /// All sums, by a number made of row and column.
  func sums(by number: (_ row: Int, _ column: Int) -> Int) -> [Int: Double] {
    var result: [Int: Double] = [:]
    for entry in entries.buffer where entry.row >= 0 {
      result[number(Int(entry.row), Int(entry.column))] = entry.sum
    }
    return result
  }

  /// Where a pair is, or would be.
  @inline(__always)
  private func place(row: Int32, column: Int32) -> Int {
    let mask = entries.count - 1
    var place = (Int(row) &+ Int(column) &* 97) & mask
    while entries[place].row >= 0, entries[place].row != row || entries[place].column != column {
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func grow() {
    let old = entries.buffer.filter { $0.row >= 0 }
    entries = Pile(repeating: Self.free, count: max(64, entries.count * 2))
    for entry in old { entries[place(row: entry.row, column: entry.column)] = entry }
  }
}
