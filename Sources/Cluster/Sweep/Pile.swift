/// A growing row of plain values in memory of its own, for steps that a sweep takes millions of times.
///
/// No place is checked, and values are changed where they lie: whoever uses it stays below `count`.
struct Pile<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  /// How many values there are.
  private(set) var count: Int

  init(_ elements: [Element]) {
    count = elements.count
    capacity = max(16, elements.count * 2)
    base = .allocate(capacity: capacity)
    for (place, element) in elements.enumerated() { base[place] = element }
  }

  init(repeating element: Element, count: Int) {
    self.count = count
    capacity = max(1, count)
    base = .allocate(capacity: capacity)
    base.initialize(repeating: element, count: count)
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(place: Int) -> Element {
    _read { yield base[place] }
    nonmutating _modify { yield &base[place] }
  }

  /// All values.
  @inline(__always) var buffer: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    base[count] = element
    count += 1
  }

  /// Puts a value at a place, all from there on one further.
  mutating func insert(_ element: Element, at place: Int) {
    guard place < count else { return append(element) }
    if count == capacity { grow() }
    (base + place + 1).update(from: base + place, count: count - place)
    base[place] = element
    count += 1
  }

  mutating func remove(at place: Int) {
    count -= 1
    guard place < count else { return }
    (base + place).update(from: base + place + 1, count: count - place)
  }

  @inline(__always)
  mutating func removeLast() { count -= 1 }

  mutating func removeAll() { count = 0 }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
