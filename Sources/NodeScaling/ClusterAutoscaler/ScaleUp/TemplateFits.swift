import Scheduling

/// Which pods fit an empty new node of which group.
///
/// Answers that depend on nothing but the node are kept.
struct TemplateFits: Sendable {
  /// By group, then by class of pods: 0 not known, 1 fits, 2 does not.
  private var known: [[UInt8]] = []

  /// Whether a pod fits the template of a group.
  mutating func fits(
    _ podClass: PodClassID, group: Int, template: inout NodeTemplate, in trial: inout PlacementTrial
  ) -> Bool {
    let row = Int(podClass.index)
    while known.count <= group { known.append([]) }
    while known[group].count <= row { known[group].append(0) }
    if known[group][row] != 0 { return known[group][row] == 1 }
    let fork = trial.fork()
    defer { trial.revert(to: fork) }
    guard let node = trial.add(template.fresh(0), daemons: template.daemons, marks: 0) else { return false }
    let fit = trial.snapshot.fit(podClass)
    let result = trial.snapshot.admits(fit, on: node)
    if fit.dependsOnNodeOnly { known[group][row] = result ? 1 : 2 }
    return result
  }
}
