/// Holds a large value in one place, so that it is not moved whenever it acts. It belongs to one run.
final class Held<Value> {
  /// The value.
  var value: Value

  init(_ value: Value) { self.value = value }
}
