import Foundation
import Testing

/// Numbers made by other software, to be met by ours.
///
/// Samples of them lie beside the tests; all of them lie in the folder `shared/vectors` beside the checkout,
/// where there is one. A test runs over both.
enum Vectors {
  /// `shared/vectors` beside the repository, or nil in a checkout by itself.
  static let sharedFolder: URL? = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
        let shared = folder.deletingLastPathComponent().appendingPathComponent("shared/vectors")
        return FileManager.default.fileExists(atPath: shared.path) ? shared : nil
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }()

  /// The whole document of a name from the shared folder, else nil.
  static func shared(_ name: String) -> JSONValue? {
    guard let file = sharedFolder?.appendingPathComponent("\(name).json"),
      let data = try? Data(contentsOf: file)
    else { return nil }
    return try? JSONDecoder().decode(JSONValue.self, from: data)
  }

  /// The document of a name from the samples, which every checkout has.
  static func sample(_ name: String) -> JSONValue {
    guard let text = Samples.documents[name],
      let document = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    else { return .null }
    return document
  }

  /// The documents to test: the sample, and the shared one where it is there.
  static func documents(_ name: String) -> [JSONValue] { [sample(name), shared(name)].compactMap { $0 } }

  /// The elements of an array of the documents.
  static func cases(_ name: String, _ key: String = "cases") -> [JSONValue] {
    documents(name).flatMap { $0[key].elements }
  }

  /// The elements of an array of the documents, each with the document it came from.
  static func casesWithDocument(_ name: String, _ key: String = "cases") -> [VectorCase] {
    documents(name).flatMap { document in
      document[key].elements.map { VectorCase(values: $0, document: document) }
    }
  }
}

/// A case and the document whose samples it refers to by name.
struct VectorCase: Sendable, CustomTestStringConvertible {
  var values: JSONValue
  var document: JSONValue

  subscript(key: String) -> JSONValue { values[key] }

  func require<Part>(_ key: String, _ part: (JSONValue) -> Part?) throws -> Part {
    try values.require(key, part)
  }

  var testDescription: String { values.testDescription }
}

/// Whether two numbers agree to a share of the larger one, or to the share itself below 1; NaN agrees with
/// NaN.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  if a == b || (a.isNaN && b.isNaN) { return true }
  return abs(a - b) <= tolerance * max(1, abs(a), abs(b))
}

/// Whether two arrays agree element by element.
func agree(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { agree($0, $1, tolerance) }
}
