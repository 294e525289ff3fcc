/// Finds the word a user probably meant.
public enum Spelling {
  /// The known word nearest to a written one, or nil if none is near; of equal ones, the first in order.
  public static func nearest(to written: String, in known: some Sequence<String>) -> String? {
    let target = Array(written.lowercased().utf8)
    let allowed = max(1, min(3, target.count / 3))
    var best: (word: String, distance: Int)?
    for word in known.sorted() {
      let candidate = Array(word.lowercased().utf8)
      guard abs(candidate.count - target.count) <= allowed else { continue }
      let distance = distance(target, candidate)
      if distance <= allowed, distance < best?.distance ?? .max { best = (word, distance) }
    }
    return best?.word
  }

  /// The number of letters to add, drop, change or swap with a neighbor (optimal string alignment).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var older: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
        current.append(cost)
      }
      (older, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
