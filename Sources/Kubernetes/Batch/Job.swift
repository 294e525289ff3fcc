/// A batch/v1 Job: pods that are to end, so many of them with success.
public struct Job: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "Job"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: JobSpec

  /// Makes a job from its parts.
  public init(metadata: ObjectMeta, spec: JobSpec) {
    self.metadata = metadata
    self.spec = spec
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(), spec: fields.object("spec", JobSpec.init(reading:)) ?? JobSpec())
  }

  /// Returns the object with one pod and one completion where neither is said, and the limits left open.
  ///
  /// Source: pkg/apis/batch/v1/defaults.go SetDefaults_Job.
  public func defaulted() -> Job {
    var result = self
    if spec.completions == nil, spec.parallelism == nil {
      result.spec.completions = 1
      result.spec.parallelism = 1
    }
    if spec.parallelism == nil { result.spec.parallelism = 1 }
    return result
  }

  /// Returns the object with the defaults of its pods, such as requests taken from limits.
  public func withPodDefaults() -> Job {
    var result = self
    result.spec.template.spec = spec.template.spec.defaulted()
    return result
  }

  /// Returns what the API server would refuse, in its words.
  ///
  /// Source: pkg/apis/batch/validation/validation.go ValidateJob.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain)
    for (field, value) in [
      ("parallelism", spec.parallelism.map(Int64.init)), ("completions", spec.completions.map(Int64.init)),
      ("activeDeadlineSeconds", spec.activeDeadlineSeconds), ("backoffLimit", Int64(spec.backoffLimit)),
      ("ttlSecondsAfterFinished", spec.ttlSecondsAfterFinished.map(Int64.init)),
    ] {
      if let value { problems += NumberRules.notNegative("spec.\(field)", value) }
    }
    problems += spec.template.validate("spec.template")
    if !["OnFailure", "Never"].contains(spec.template.spec.restartPolicy) {
      problems.append(
        .notSupported(
          "spec.template.spec.restartPolicy", spec.template.spec.restartPolicy, ["OnFailure", "Never"]))
    }
    return problems
  }
}

/// What a Job is to be.
public struct JobSpec: Sendable, Hashable {
  /// How many pods at once.
  public var parallelism: Int32?
  /// How many must succeed; nil for a queue of work that one success ends.
  public var completions: Int32?
  /// How many may fail.
  public var backoffLimit: Int32
  /// Seconds after which it fails, nil for never.
  public var activeDeadlineSeconds: Int64?
  /// Seconds after its end when it is deleted, nil for never.
  public var ttlSecondsAfterFinished: Int32?
  /// Whether it stands still.
  public var suspend: Bool
  /// What its pods look like.
  public var template: PodTemplateSpec

  /// Makes a specification from its parts.
  public init(
    parallelism: Int32? = nil, completions: Int32? = nil, backoffLimit: Int32 = 6,
    activeDeadlineSeconds: Int64? = nil, ttlSecondsAfterFinished: Int32? = nil, suspend: Bool = false,
    template: PodTemplateSpec = PodTemplateSpec(
      metadata: ObjectMeta(name: ""), spec: PodSpec(containers: []))
  ) {
    self.parallelism = parallelism
    self.completions = completions
    self.backoffLimit = backoffLimit
    self.activeDeadlineSeconds = activeDeadlineSeconds
    self.ttlSecondsAfterFinished = ttlSecondsAfterFinished
    self.suspend = suspend
    self.template = template
  }

  /// Reads a specification from checked fields.
  init(reading fields: Fields) {
    self.init(
      parallelism: fields.int32("parallelism"), completions: fields.int32("completions"),
      backoffLimit: fields.int32("backoffLimit") ?? 6,
      activeDeadlineSeconds: fields.int64("activeDeadlineSeconds"),
      ttlSecondsAfterFinished: fields.int32("ttlSecondsAfterFinished"),
      suspend: fields.bool("suspend") ?? false,
      template: fields.object("template", PodTemplateSpec.init(reading:))
        ?? PodTemplateSpec(metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [])))
  }
}
