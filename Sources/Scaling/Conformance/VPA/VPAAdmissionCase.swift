import Conformance
import Kubernetes

/// Replays what the webhook makes of a pod.
enum VPAAdmissionCase {
  /// Counts the case; one that upstream breaks down over is noted as refused.
  static func check(
    _ node: DocumentNode, at place: SourcePlace, answer: DocumentNode, report problems: DocumentReport,
    into outcome: inout VPAConformance.Outcome
  ) {
    guard
      let read = Fields.read(node, path: "", report: problems, { VPAAdmissionSituation($0) })
    else { return }
    let found: DocumentNode
    do throws(VPAInputError) {
      found = try read.decide()
    } catch {
      outcome.refusals.append(
        InputProblem(place: place, path: read.name, message: error.description))
      found = .fields([("name", .text(read.name)), ("panic", answer["panic"] ?? .text(error.description))])
    }
    let difference = DocumentDifference.first(expected: answer, found: found)
    outcome.report.count(
      difference.map {
        .init(id: read.name, place: place, field: $0.field, expected: $0.expected, found: $0.found)
      })
  }
}

/// A pod, a VPA and the rules of their namespace.
struct VPAAdmissionSituation {
  let name: String
  let vpa: VerticalPodAutoscaler
  let pod: VPAPod
  let admission: VPAAdmission

  init?(_ fields: Fields) {
    name = fields.string("name") ?? ""
    guard let vpa = fields.required("vpa", { fields.object($0, VerticalPodAutoscaler.init(reading:)) }),
      let pod = fields.required("pod", { fields.object($0, VPAPod.init(reading:)) })
    else { return nil }
    self.vpa = vpa
    self.pod = pod
    let gates = fields.object("featureGates") { gates in
      gates.ignore("InPlace", "PerVPAConfig")
      return gates.bool("CPUStartupBoost")
    }
    admission = VPAAdmission(
      capping: VPACapping(
        limitRanges: fields.objects("limitRanges", LimitRange.init(reading:)) ?? [], namespace: pod.namespace),
      startupBoostEnabled: gates ?? false,
      maxAllowedCPUBoost: fields.quantity("maxAllowedCPUBoost") ?? Quantity(0))
  }

  /// What the webhook and the updater's priority make of it, as a recorded answer.
  func decide() throws(VPAInputError) -> DocumentNode {
    var capped: DocumentNode?
    var priority: DocumentNode?
    if let recommendation = vpa.status?.recommendation ?? (vpa.spec.resourcePolicy == nil ? nil : []) {
      let fitted = try admission.capping.fit(recommendation, policy: vpa.spec.resourcePolicy, to: pod)
      capped = .list(fitted.map(Self.document))
      let found = VPAPriority(pod, fitted.map(\.recommendation))
      priority = .fields([
        ("outsideRecommendedRange", .bool(found.isOutsideRange)), ("resourceDiff", .double(found.difference)),
        ("resourceDiffBits", .text("0x" + String(found.difference.bitPattern, radix: 16))),
        ("scaleUp", .bool(found.scalesUp)),
      ])
    }
    let resources = try admission.resources(for: pod, vpa).resources
    let change = try admission.review(pod, vpa)
    let patches = change.patches.map { patch in
      let isUpdates = patch.path == "/metadata/annotations/\(VPAAnnotation.updates)"
      return (patch.path, isUpdates ? .text("<text, order of its parts is Go map order>") : patch.value)
    }
    return .fields([
      ("capped", capped), ("name", .text(name)), ("patches", .fields(patches)), ("priority", priority),
      (
        "resources",
        .list(
          zip(pod.containers, resources).map { container, resources in
            .fields([
              ("container", .text(container.name)),
              ("limits", VPATraceCase.amounts(resources.limits ?? [:])),
              ("requests", VPATraceCase.amounts(resources.requests ?? [:])),
            ])
          })
      ),
    ])
  }

  private static func document(_ item: VPACapping.Fitted) -> DocumentNode {
    .fields([
      ("annotations", .list(item.notes.map(\.description).sorted().map { .text($0) })),
      ("container", .text(item.recommendation.containerName)),
      ("lowerBound", VPATraceCase.amounts(item.recommendation.lowerBound ?? [:])),
      ("target", VPATraceCase.amounts(item.recommendation.target)),
      ("upperBound", VPATraceCase.amounts(item.recommendation.upperBound ?? [:])),
    ])
  }
}

extension VPAPod {
  /// Reads a pod from a manifest, keeping apart lists that are empty and lists that are missing.
  init(reading fields: Fields) {
    let pod = Pod(reading: fields)
    self.init(pod)
    annotations = fields.object("metadata") { $0.strings("annotations") }
    let specs =
      fields.object("spec") { spec in
        spec.objects("containers") { container in
          container.object("resources", VPAResources.init(reading:)) ?? VPAResources()
        }
      } ?? []
    let statuses =
      fields.object("status") { status in
        status.objects("containerStatuses") { container in
          (
            container.string("name") ?? "", container.object("resources", VPAResources.init(reading:))
          )
        }
      } ?? []
    for index in containers.indices {
      if index < specs.count { containers[index].spec = specs[index] }
      containers[index].inForce = statuses.first { $0.0 == containers[index].name }?.1
    }
  }
}

extension VPAResources {
  /// Reads requests and limits.
  init(reading fields: Fields) {
    self.init(requests: fields.quantities("requests"), limits: fields.quantities("limits"))
  }
}
