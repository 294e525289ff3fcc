/// Gives equal values equal small numbers, in the order they first came.
struct InternTable<Value: Hashable & Sendable>: Sendable {
  /// The values, by their numbers.
  private(set) var values: [Value] = []
  private var numbers: [Value: Int32] = [:]

  /// The number of a value, which is given one if it is new.
  mutating func number(of value: Value) -> Int32 {
    if let known = numbers[value] { return known }
    let number = Int32(values.count)
    numbers[value] = number
    values.append(value)
    return number
  }

  /// The number of a value, or nil if it never came.
  func known(_ value: Value) -> Int32? { numbers[value] }

  /// The value of a number.
  subscript(number: Int32) -> Value { values[Int(number)] }

  /// How many different values came.
  var count: Int { values.count }
}
