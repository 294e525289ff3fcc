package import Controllers
import Kubernetes

/// The controllers beside Kubernetes' own that an experiment can name.
package enum UserControllers {
  private static let known: [any CustomController] = [NightShift()]

  /// The controllers of names that were checked.
  package static func all(named names: [String]) -> [any CustomController] {
    names.compactMap { name in known.first { $0.name == name } }
  }

  /// Reads `controllers`: a list of names; nil if it says nothing of them.
  static func read(_ fields: Fields) -> [String]? {
    guard fields.has("controllers"), let names = fields.texts("controllers") else { return nil }
    let known = known.map(\.name)
    for name in names where !known.contains(name) {
      fields.mismatch(
        "controllers", "names of controllers that come with the lab",
        hint: Spelling.nearest(to: name, in: known).map { "did you mean \($0)?" }
          ?? "there is \(known.joined(separator: ", ")); your own run from Swift, see docs/controllers.md")
    }
    return names
  }
}
