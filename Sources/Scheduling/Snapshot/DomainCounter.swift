/// How many pods there are on the nodes of each value of a label.
struct DomainCounter: Sendable {
  /// By the value's number.
  private(set) var counts: [Int32] = []
  /// Over all values.
  private(set) var total: Int64 = 0

  /// Adds to a domain.
  mutating func add(_ amount: Int32, domain: Int32) {
    let index = Int(domain)
    while counts.count <= index { counts.append(0) }
    counts[index] &+= amount
    total &+= Int64(amount)
  }

  /// The count of a domain; 0 for one never counted in.
  @inline(__always)
  subscript(domain: Int32) -> Int32 {
    let index = Int(domain)
    return index < counts.count ? counts[index] : 0
  }
}
