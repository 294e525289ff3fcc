import Kubernetes
import Testing

@testable import Scaling

@Suite("The CronHPA")
struct CronHPATests {
  private static func calendar(_ excluded: [String] = []) throws -> CronHPA {
    let zone = try #require(ZoneRules("UTC"))
    return CronHPA(
      jobs: [
        .init(name: "up", schedule: try CronCalendar("0 0 8 * * *", as: .withSeconds), targetSize: 10),
        .init(name: "down", schedule: try CronCalendar("0 0 20 * * *", as: .withSeconds), targetSize: 2),
        .init(
          name: "once", schedule: try CronCalendar("30 0 9 * * *", as: .withSeconds), targetSize: 12,
          runOnce: true),
      ],
      excludedDays: try excluded.map { try CronCalendar($0, as: .withSeconds) }, zone: zone, fromMs: 0)
  }

  private static let hour: Int64 = 3_600_000

  @Test("Jobs set replicas at their times, those that run once only the first time")
  func runs() throws {
    var calendar = try Self.calendar()
    #expect(calendar.nextMs() == 8 * Self.hour)
    let runs = calendar.run(untilMs: 33 * Self.hour + 60_000, target: .workload(replicas: 1))
    #expect(runs.map(\.job) == [0, 2, 1, 0])
    #expect(runs.map(\.timeMs) == [8 * Self.hour, 9 * Self.hour + 30_000, 20 * Self.hour, 32 * Self.hour])
    #expect(runs.last?.target == .workload(replicas: 10))
  }

  @Test("On excluded days nothing runs")
  func excluded() throws {
    var calendar = try Self.calendar(["* * * 1 1 *"])
    let runs = calendar.run(untilMs: 33 * Self.hour, target: .workload(replicas: 1))
    #expect(runs.map(\.timeMs) == [32 * Self.hour])
  }

  @Test(
    "Of an HPA the bounds move; its workload only grows",
    arguments: [
      // size, before, after
      (10, [2, 8, 4], [10, 10, 10]), (3, [5, 8, 6], [3, 8, 6]), (3, [5, 8, 5], [3, 8, 5]),
      (6, [2, 8, 4], [6, 8, 6]),
      (4, [2, 8, 6], [2, 8, 6]),
    ] as [(Int32, [Int32], [Int32])])
  func bounds(size: Int32, before: [Int32], after: [Int32]) {
    let target = CronHPA.apply(
      size, to: .autoscaler(minReplicas: before[0], maxReplicas: before[1], replicas: before[2]))
    #expect(target == .autoscaler(minReplicas: after[0], maxReplicas: after[1], replicas: after[2]))
  }
}
