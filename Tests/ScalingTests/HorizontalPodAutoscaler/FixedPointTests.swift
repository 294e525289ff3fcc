import Foundation
import Kubernetes
import Testing

@testable import Scaling

/// One loop of load and decision in closed form, against sets computed elsewhere.
@Suite("Fixed points of the loop")
struct FixedPointTests {
  /// One case of the reference data.
  struct Loop: Decodable, Sendable {
    var demand: Int64
    var request: Int64
    var limit: Int64
    var target: Int32
    var minimum: Int32
    var maximum: Int32
    var tolerance: Double
    var fixedPoints: [Int32]
    var trajectories: [String: [Int32]]

    enum CodingKeys: String, CodingKey {
      case demand = "demand_milli_total"
      case request = "request_milli"
      case limit = "limit_milli"
      case target = "target_pct"
      case minimum = "min"
      case maximum = "max"
      case tolerance
      case fixedPoints = "fixed_points"
      case trajectories = "trajectories_without_rate_limits"
    }
  }

  private struct File: Decodable { var cases: [Loop] }

  static let loops: [Loop] = {
    guard let path = SharedFolder.path("vectors/hpa_fixed_points.json"),
      let data = FileManager.default.contents(atPath: path)
    else { return [] }
    return (try? JSONDecoder().decode(File.self, from: data).cases) ?? []
  }()

  /// The size after one decision: demand is shared evenly, each pod uses at most its limit.
  private func next(_ replicas: Int32, _ loop: Loop) -> Int32 {
    // The reference compares the distance from 1 with the tolerance, as releases before 1.33 do.
    var configuration = HPAConfiguration(version: KubernetesVersion("1.32") ?? .newest)
    configuration.tolerance = loop.tolerance
    var controller = HPAController.running(
      .scaling(
        [.cpu(percent: loop.target)], minimum: loop.minimum, maximum: loop.maximum, behavior: .free),
      configuration: configuration)
    var scene = Scene(replicas: replicas)
    scene.add(replicas, usage: min(loop.demand / Int64(replicas), loop.limit), request: loop.request)
    return controller.reconcile(scene.observation).scaledTo ?? replicas
  }

  @Test(
    "The sizes that stay are those of the reference",
    .enabled(if: !loops.isEmpty, "the reference data is not on this machine"), arguments: loops)
  func fixedPoints(loop: Loop) {
    let found = (loop.minimum...loop.maximum).filter { next($0, loop) == $0 }
    #expect(found == loop.fixedPoints)
  }

  @Test(
    "The way there is that of the reference",
    .enabled(if: !loops.isEmpty, "the reference data is not on this machine"), arguments: loops)
  func trajectories(loop: Loop) {
    for (_, expected) in loop.trajectories {
      guard var replicas = expected.first else { continue }
      var found = [replicas]
      while found.count < expected.count {
        replicas = next(replicas, loop)
        found.append(replicas)
      }
      #expect(found == expected)
    }
  }
}
