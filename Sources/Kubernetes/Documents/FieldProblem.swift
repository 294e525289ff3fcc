/// Makes problems in the words of the API server's validation.
///
/// Source: kubernetes/apimachinery pkg/util/validation/field/errors.go.
extension InputProblem {
  /// A value that breaks a rule; an empty rule leaves only the value.
  static func invalid(_ path: String, _ value: FieldValue, _ rule: String) -> InputProblem {
    InputProblem(path: path, message: "Invalid value: \(value.text)" + (rule.isEmpty ? "" : ": \(rule)"))
  }

  /// A field that must be there.
  static func required(_ path: String, _ rule: String = "") -> InputProblem {
    InputProblem(path: path, message: "Required value" + (rule.isEmpty ? "" : ": \(rule)"))
  }

  /// A field that must not be there.
  static func forbidden(_ path: String, _ rule: String) -> InputProblem {
    InputProblem(path: path, message: "Forbidden: \(rule)")
  }

  /// A value that is none of the allowed ones, which are listed as upstream lists them.
  static func notSupported(_ path: String, _ value: FieldValue, _ allowed: [String]) -> InputProblem {
    let list = allowed.map(FieldValue.quoted).joined(separator: ", ")
    return InputProblem(path: path, message: "Unsupported value: \(value.text): supported values: \(list)")
  }

  /// A text that is none of the allowed ones.
  static func notSupported(_ path: String, _ value: String, _ allowed: [String]) -> InputProblem {
    notSupported(path, .string(value), allowed)
  }

  /// A value that stands twice in a list of which each element must differ.
  static func duplicate(_ path: String, _ value: String) -> InputProblem {
    InputProblem(path: path, message: "Duplicate value: \(FieldValue.quoted(value))")
  }
}

/// A value as the API server prints it in an error.
enum FieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case string(String)
  case number(Int64)
  case labels([String: String])
  case json(String)

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int64) { self = .number(value) }

  /// The value's text: strings in quotes, maps and structures as JSON.
  var text: String {
    switch self {
    case .string(let text): Self.quoted(text)
    case .number(let number): String(number)
    case .labels(let labels):
      "{"
        + labels.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
        .joined(separator: ",") + "}"
    case .json(let text): text
    }
  }

  /// A text in double quotes with Go's escapes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          result += "\\x" + (digits.count == 1 ? "0" : "") + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
