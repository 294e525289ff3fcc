import Kubernetes

/// Which node groups are preferred, by patterns of their names.
///
/// As in the ConfigMap `cluster-autoscaler-priority-expander`: lists of regular expressions by priority, a
/// higher number first. The highest priority with a match wins; groups that match nothing are left out unless
/// all are.
/// Source: expander/priority/priority.go (Cluster Autoscaler 1.37).
public struct GroupPriorities: Sendable, Hashable {
  /// One priority with its patterns.
  public struct Level: Sendable, Hashable {
    /// Higher goes first.
    public var priority: Int
    /// Any of these found in a name matches.
    public var patterns: [String]
  }

  /// Highest first.
  public private(set) var levels: [Level]

  /// Makes priorities of patterns by number. Throws the pattern that is none.
  public init(_ patterns: [Int: [String]] = [:]) throws(InputProblem) {
    levels = []
    for (priority, list) in patterns.sorted(by: { $0.key > $1.key }) {
      for pattern in list where (try? Regex(pattern)) == nil {
        throw InputProblem(message: "priority \(priority): \"\(pattern)\" is no regular expression")
      }
      levels.append(Level(priority: priority, patterns: list))
    }
  }

  /// Makes priorities that prefer nothing.
  public init() { levels = [] }

  /// Reads the ConfigMap's text. Throws what is no such mapping.
  public init(yaml text: String) throws(InputErrors) {
    let file = "priorities"
    guard let node = try DocumentNode.parse(yaml: text, file: file).first, let entries = node.entries else {
      let place = SourcePlace(file: file, line: 1, column: 1)
      throw InputErrors([InputProblem(place: place, message: "must be lists of patterns by priority")])
    }
    var patterns: [Int: [String]] = [:]
    for entry in entries {
      guard let priority = Int(entry.key), let list = entry.value.elements else {
        let problem = "must be a list of patterns under a whole number"
        throw InputErrors([InputProblem(place: entry.keyPlace, path: entry.key, message: problem)])
      }
      patterns[priority, default: []] += list.compactMap(\.text)
    }
    do throws(InputProblem) {
      try self.init(patterns)
    } catch {
      throw InputErrors([error])
    }
  }

  /// Leaves the options of the highest priority that any of them has.
  public func filter(_ options: [ExpansionOption]) -> [ExpansionOption] {
    for level in levels {
      let expressions = level.patterns.compactMap { try? Regex($0) }
      let found = options.filter { option in
        expressions.contains { option.name.firstMatch(of: $0) != nil }
      }
      if !found.isEmpty { return found }
    }
    return options
  }
}
