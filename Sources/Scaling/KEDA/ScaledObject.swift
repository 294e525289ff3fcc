import Kubernetes

/// A keda.sh/v1alpha1 ScaledObject as users write it.
///
/// Source: kedacore/keda apis/keda/v1alpha1/scaledobject_types.go at 8b4f083ca.
public struct ScaledObject: Sendable, Hashable {
  /// Name, namespace, labels and annotations.
  public var metadata = ObjectMeta(name: "")
  /// What is scaled.
  public var scaleTargetRef = CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: "")
  /// Seconds between polls; nil for 30.
  public var pollingInterval: Int32?
  /// Seconds without activity before the last replicas go; nil for 300.
  public var cooldownPeriod: Int32?
  /// The same, from its creation on.
  public var initialCooldownPeriod: Int32?
  /// The replicas while inactive, nil for the least number.
  public var idleReplicaCount: Int32?
  /// The least number of replicas; nil for 0.
  public var minReplicaCount: Int32?
  /// The largest number of replicas; nil for 100.
  public var maxReplicaCount: Int32?
  /// What holds while triggers cannot be read.
  public var fallback: Fallback?
  /// Whether the replicas are to be as before when the object is deleted.
  public var restoreToOriginalReplicaCount = false
  /// The name of the HPA, nil for keda-hpa-NAME.
  public var hpaName: String?
  /// How fast the HPA may scale.
  public var behavior: HorizontalPodAutoscalerBehavior?
  /// The formula that replaces the triggers' metrics.
  public var scalingModifiers: ScalingModifiers?
  /// The triggers, in the order of the manifest.
  public var triggers: [KEDATrigger] = []

  /// Makes an object without triggers.
  public init() {}

  /// What holds while triggers cannot be read.
  public struct Fallback: Sendable, Hashable {
    /// Which replicas are wanted.
    public enum Behavior: String, Sendable, Hashable, CaseIterable {
      /// The given number.
      case `static`
      /// Those there are.
      case currentReplicas
      /// Those there are, at least the given number.
      case currentReplicasIfHigher
      /// Those there are, at most the given number.
      case currentReplicasIfLower
      /// None: the formula gets nil.
      case scalingModifiers
    }

    /// It holds once more readings than this failed in a row.
    public var failureThreshold: Int32
    /// The given number.
    public var replicas: Int32
    /// Which replicas are wanted.
    public var behavior: Behavior

    /// Makes a fallback.
    public init(failureThreshold: Int32, replicas: Int32, behavior: Behavior = .static) {
      self.failureThreshold = failureThreshold
      self.replicas = replicas
      self.behavior = behavior
    }
  }

  /// A formula over the triggers.
  public struct ScalingModifiers: Sendable, Hashable {
    /// The formula.
    public var formula: String
    /// The target of its result.
    public var target: String
    /// Beyond which the workload is active.
    public var activationTarget: String
    /// How the result is held against its target; nil for AverageValue.
    public var metricType: KEDATrigger.MetricType?

    /// Makes modifiers.
    public init(
      formula: String, target: String, activationTarget: String = "",
      metricType: KEDATrigger.MetricType? = nil
    ) {
      self.formula = formula
      self.target = target
      self.activationTarget = activationTarget
      self.metricType = metricType
    }
  }

  /// The bounds of the HPA: at least one replica.
  public var hpaBounds: ClosedRange<Int32> {
    let least = max(1, minReplicaCount ?? 1)
    return least...max(least, maxReplicaCount ?? 100)
  }

  /// What KEDA's webhook refuses.
  public var problems: [InputProblem] {
    var problems: [InputProblem] = []
    func refuse(_ path: String, _ message: String, hint: String? = nil) {
      problems.append(InputProblem(path: path, message: message, hint: hint))
    }
    let least = minReplicaCount ?? 0
    let most = maxReplicaCount ?? 100
    if least > most {
      refuse("spec.minReplicaCount", "MinReplicaCount=\(least) must be less than MaxReplicaCount=\(most)")
    }
    if let idleReplicaCount, idleReplicaCount >= least {
      refuse(
        "spec.idleReplicaCount",
        "IdleReplicaCount=\(idleReplicaCount) must be less than MinReplicaCount=\(least)")
    }
    if let fallback {
      if fallback.failureThreshold < 0 || fallback.replicas < 0 {
        refuse(
          "spec.fallback",
          "FailureThreshold=\(fallback.failureThreshold) & Replicas=\(fallback.replicas) "
            + "must both be greater than or equal to 0")
      }
      if scalingModifiers == nil, triggers.allSatisfy(\.isResource) {
        refuse("spec.fallback", "needs at least one trigger that is not cpu or memory")
      }
    }
    if triggers.isEmpty { refuse("spec.triggers", "no triggers defined") }
    problems += modifierProblems
    return problems
  }

  private var modifierProblems: [InputProblem] {
    guard let scalingModifiers else { return [] }
    let path = "spec.advanced.scalingModifiers"
    var problems: [InputProblem] = []
    if (GoText.float(scalingModifiers.target) ?? 0) <= 0 {
      problems.append(
        InputProblem(
          path: "\(path).target",
          message: "must be a number greater than 0, found \"\(scalingModifiers.target)\""))
    }
    for (index, trigger) in triggers.enumerated() where trigger.name.isEmpty && !trigger.isResource {
      problems.append(
        InputProblem(path: "spec.triggers[\(index)].name", message: "is required with a formula"))
    }
    do throws(FormulaError) {
      _ = try Formula(scalingModifiers.formula, triggers: formulaNames)
    } catch {
      problems.append(InputProblem(path: "\(path).formula", message: error.description))
    }
    return problems
  }

  /// The names a formula may use.
  var formulaNames: [String] { triggers.filter { !$0.isResource }.map(\.name) }
}
