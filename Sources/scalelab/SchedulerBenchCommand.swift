import ArgumentParser
import Foundation
import Kubernetes
import Scheduling

/// Many plain pods on a large cluster.
struct SchedulerBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scheduler",
    abstract: "Plain pods placed one by one on 5,000 nodes, all of which are looked at.",
    discussion: """
      Every node is filtered and scored by the whole default profile. The last line reads `scheduler: <x> ns CPU per \
      node, <y> million nodes per CPU-second, <z> pods per CPU-second with the default sampling`.
      """)

  @Option(help: "How many nodes.")
  var nodes = 5_000

  @Option(help: "How many pods are placed in each part.")
  var pods = 2_000

  func validate() throws {
    if nodes < 1 || pods < 1 { throw ValidationError("--nodes and --pods must be at least 1") }
  }

  func run() throws {
    let spread = place(percentageOfNodesToScore: 100, isSpread: true)
    print(
      "pods of a Deployment, which are spread over hosts and zones: "
        + "\(fixed(spread.seconds * 1e9 / Double(spread.evaluated))) ns CPU per node")
    let full = place(percentageOfNodesToScore: 100)
    let sampled = place(percentageOfNodesToScore: nil)
    let perNode = full.seconds * 1e9 / Double(full.evaluated)
    print(
      "scheduler: \(fixed(perNode)) ns CPU per node, \(fixed(1e3 / perNode)) million nodes per CPU-second, "
        + "\(Int(Double(pods) / sampled.seconds)) pods per CPU-second with the default sampling")
  }

  /// Places all pods; returns the CPU time and how many nodes were looked at.
  private func place(
    percentageOfNodesToScore: Int32?, isSpread: Bool = false
  ) -> (seconds: Double, evaluated: Int) {
    var snapshot = ClusterSnapshot()
    for index in 0..<nodes {
      let labels = [
        "kubernetes.io/hostname": "node-\(index)", "topology.kubernetes.io/zone": "zone-\(index % 3)",
      ]
      snapshot.addNode(
        Node(
          metadata: ObjectMeta(name: "node-\(index)", labels: labels),
          status: NodeStatus(allocatable: [
            "cpu": Quantity(milli: 15_890), "memory": Quantity(57 << 30), "pods": Quantity(110),
          ])))
    }
    let requests = ["cpu": Quantity(milli: 250), "memory": Quantity(512 << 20)]
    let container = Container(
      name: "app", image: "example.com/app:1", resources: ResourceRequirements(requests: requests))
    var description = PodDescription(labels: ["app": "web"], spec: PodSpec(containers: [container]))
    if isSpread { description.spreadingSelector = LabelSelector(matchLabels: ["app": "web"]) }
    let pod = snapshot.podClass(description)
    var profile = SchedulerProfile()
    profile.percentageOfNodesToScore = percentageOfNodesToScore
    var scheduler = Scheduler(profile)
    var evaluated = 0
    let start = clock()
    for key in 0..<pods {
      let outcome = scheduler.schedule(pod, key: UInt64(key), in: &snapshot)
      evaluated += outcome.evaluatedNodes
      if let node = outcome.node { snapshot.assign(pod, to: node) }
    }
    return (Double(clock() - start) / Double(CLOCKS_PER_SEC), evaluated)
  }
}
