/// Pods in a heap of four children a node, the smallest first by three numbers in turn.
struct PodHeap: Sendable {
  /// What pods are ordered by.
  struct Key: Sendable, Comparable {
    var first: Int64
    var second: Int64
    var third: Int64

    static func < (a: Key, b: Key) -> Bool {
      if a.first != b.first { return a.first < b.first }
      return a.second != b.second ? a.second < b.second : a.third < b.third
    }
  }

  private var entries: [(key: Key, pod: QueuedPod)] = []

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }
  var first: QueuedPod? { entries.first?.pod }

  /// Complexity: O(log n).
  mutating func insert(_ pod: QueuedPod, key: Key) {
    entries.append((key, pod))
    var index = entries.count - 1
    while index > 0 {
      let parent = (index - 1) / 4
      guard entries[index].key < entries[parent].key else { break }
      entries.swapAt(index, parent)
      index = parent
    }
  }

  /// Complexity: O(log n).
  mutating func removeFirst() -> QueuedPod? {
    guard let result = entries.first?.pod else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    sink(0)
    return result
  }

  /// Takes a pod out. Complexity: O(n).
  mutating func remove(_ key: UInt64) -> QueuedPod? {
    guard let index = entries.firstIndex(where: { $0.pod.key == key }) else { return nil }
    let pod = entries[index].pod
    entries.remove(at: index)
    for start in stride(from: (entries.count - 2) / 4, through: 0, by: -1) where !entries.isEmpty {
      sink(start)
    }
    return pod
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      var least = index
      let child = 4 * index + 1
      for candidate in child..<max(child, min(child + 4, entries.count))
      where entries[candidate].key < entries[least].key {
        least = candidate
      }
      if least == index { return }
      entries.swapAt(index, least)
      index = least
    }
  }
}
