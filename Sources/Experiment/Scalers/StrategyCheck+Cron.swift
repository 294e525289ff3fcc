import Kubernetes
import Scaling
import Simulation

extension StrategyCheck {
  /// A CronHorizontalPodAutoscaler: its target is a Deployment, or an HPA whose bounds it moves.
  func cron(_ manifest: Manifest) -> ScenarioScaler? {
    let before = report.problems.count
    let reference = manifest.node.value(at: "spec.scaleTargetRef")
    var autoscaler: String?
    var workload: String?
    if reference?["kind"]?.text == "HorizontalPodAutoscaler" {
      let name = reference?["name"]?.text ?? ""
      for other in manifests {
        guard case .horizontalPodAutoscaler(let hpa) = other.object, hpa.metadata.name == name else {
          continue
        }
        (autoscaler, workload) = (name, hpa.spec.scaleTargetRef.name)
      }
      if autoscaler == nil {
        report.problem(
          "there is no HPA \(name) in this strategy", at: manifest.node.place(of: "spec.scaleTargetRef"),
          path: "spec.scaleTargetRef.name")
      }
    } else {
      workload = target(of: manifest)
    }
    let zone = spec.autoscalers.first { $0.name == manifest.name }?.timeZone ?? .utc
    let read = Fields.read(manifest.node, path: "", report: report) { fields -> ScenarioCron? in
      fields.ignore("apiVersion", "kind", "metadata", "status")
      return fields.required("spec") { key in fields.object(key) { Self.readCron($0, in: zone) } }
    }
    guard report.problems.count == before, var cron = read, let workload else { return nil }
    cron.autoscaler = autoscaler
    return ScenarioScaler(name: manifest.name, workload: workload, kind: .cron(cron))
  }

  private static func readCron(_ fields: Fields, in zone: ZoneRules) -> ScenarioCron? {
    fields.ignore("scaleTargetRef")
    let jobs = fields.required("jobs") { key in
      fields.objects(key) { fields -> CronHPA.Job? in
        guard let size = fields.required("targetSize", fields.int32) else { return nil }
        if size < 0 { fields.problem("targetSize", "must not be negative, found \(size)") }
        guard let schedule = fields.required("schedule", { calendar($0, fields) }) else { return nil }
        return CronHPA.Job(
          name: fields.string("name") ?? "", schedule: schedule, targetSize: max(0, size),
          runOnce: fields.bool("runOnce") ?? false)
      }
    }
    var cron = ScenarioCron(jobs: jobs ?? [], zone: zone)
    cron.excludedDays =
      fields.list("excludeDates") { node, path -> CronCalendar? in
        guard let text = node.text else {
          fields.report.problem("must be a calendar", at: node.place, path: path)
          return nil
        }
        return calendar(text, at: node.place, path: path, fields.report)
      } ?? []
    return cron
  }

  private static func calendar(_ key: String, _ fields: Fields) -> CronCalendar? {
    guard let text = fields.string(key) else { return nil }
    return calendar(text, at: fields.place(key), path: fields.path(of: key), fields.report)
  }

  private static func calendar(
    _ text: String, at place: SourcePlace, path: String, _ report: DocumentReport
  ) -> CronCalendar? {
    do throws(InputProblem) {
      return try CronCalendar(text, as: .withSeconds)
    } catch {
      report.problem(error.message, at: place, path: path, hint: error.hint)
      return nil
    }
  }
}
