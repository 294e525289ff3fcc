/// Holds a large value in one place, so that it is not moved whenever it acts. It belongs to one run.
///
/// The place is a plain one: a stored property of an object would be guarded against a second use at every use, which
/// took longer than most turns do.
final class Held<Value> {
  private let place: UnsafeMutablePointer<Value>

  init(_ value: Value) {
    place = .allocate(capacity: 1)
    place.initialize(to: value)
  }

  deinit {
    place.deinitialize(count: 1)
    place.deallocate()
  }

  /// The value.
  @inline(__always)
  var value: Value {
    _read { yield place.pointee }
    _modify { yield &place.pointee }
  }
}
