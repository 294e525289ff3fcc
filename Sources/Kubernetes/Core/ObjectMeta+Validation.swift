extension ObjectMeta {
  /// What the API server would refuse of the metadata. `name` is the rule for the object's name.
  ///
  /// Source: apimachinery pkg/api/validation/objectmeta.go.
  func validate(name rule: (String) -> [String], isNamespaced: Bool = true) -> [InputProblem] {
    var problems: [InputProblem] = []
    if name.isEmpty {
      problems.append(.required("metadata.name", "name or generateName is required"))
    } else {
      problems += rule(name).map { .invalid("metadata.name", .string(name), $0) }
    }
    if isNamespaced {
      problems += NameRules.dnsLabel(namespace).map { .invalid("metadata.namespace", .string(namespace), $0) }
    }
    problems += LabelRules.validate(labels, "metadata.labels")
    return problems + LabelRules.validate(annotations: annotations, "metadata.annotations")
  }
}

extension LabelRules {
  /// What the API server would refuse of labels, sorted by key.
  static func validate(_ labels: [String: String], _ path: String) -> [InputProblem] {
    labels.sorted { $0.key < $1.key }.flatMap { label in
      key(label.key).map { InputProblem.invalid(path, .string(label.key), $0) }
        + value(label.value).map { InputProblem.invalid(path, .string(label.value), $0) }
    }
  }

  /// What the API server would refuse of annotations: keys are those of labels but for the case, values are
  /// free up to 256 KiB in all.
  static func validate(annotations: [String: String], _ path: String) -> [InputProblem] {
    let most = 256 << 10
    var problems = annotations.keys.sorted().flatMap { name in
      key(name.lowercased()).map { InputProblem.invalid(path, .string(name), $0) }
    }
    let size = annotations.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    if size > most {
      problems.append(InputProblem(path: path, message: "Too long: may not be more than \(most) bytes"))
    }
    return problems
  }
}

extension LabelSelector {
  /// What the API server would refuse of a selector.
  ///
  /// Source: apimachinery pkg/apis/meta/v1/validation/validation.go.
  func validate(_ path: String) -> [InputProblem] {
    var problems = LabelRules.validate(matchLabels, "\(path).matchLabels")
    for (index, requirement) in matchExpressions.enumerated() {
      problems += requirement.validate("\(path).matchExpressions[\(index)]")
    }
    return problems
  }

  /// The selector as JSON, as errors print it.
  var json: FieldValue {
    var parts: [String] = []
    if !matchLabels.isEmpty { parts.append("\"matchLabels\":\(FieldValue.labels(matchLabels).text)") }
    if !matchExpressions.isEmpty {
      parts.append("\"matchExpressions\":[\(matchExpressions.map(\.json).joined(separator: ","))]")
    }
    return .json("{\(parts.joined(separator: ","))}")
  }
}

extension LabelSelectorRequirement {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    switch `operator` {
    case "In", "NotIn":
      if values.isEmpty {
        problems.append(.required("\(path).values", "must be specified when `operator` is 'In' or 'NotIn'"))
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        problems.append(
          .forbidden("\(path).values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
    default:
      problems.append(.invalid("\(path).operator", .string(`operator`), "not a valid selector operator"))
    }
    problems += LabelRules.key(key).map { .invalid("\(path).key", .string(key), $0) }
    for (index, value) in values.enumerated() {
      problems += LabelRules.value(value).map { .invalid("\(path).values[\(index)]", .string(value), $0) }
    }
    return problems
  }

  fileprivate var json: String {
    let list = values.isEmpty ? "" : ",\"values\":[\(values.map(FieldValue.quoted).joined(separator: ","))]"
    return "{\"key\":\(FieldValue.quoted(key)),\"operator\":\(FieldValue.quoted(`operator`))\(list)}"
  }
}
