import Cluster
import Kubernetes

/// Incidents in a run: each begins and ends by an event of the queue, whose pod tells which.
extension Loop {
  /// Puts the incidents' beginnings and ends in the queue.
  mutating func queueIncidents(seed: UInt64) {
    for (index, incident) in scenario.incidents.enumerated() {
      incidentNodes.append(
        incident.target?.pick(among: scenario.nodePools, seed: seed, incident: index) ?? [])
      incidentTimes.append(incident.atMs)
      cluster.events.push(.incident, at: incident.atMs, subject: Int32(index), pod: 0)
      if let endMs = incident.endMs {
        incidentTimes.append(endMs)
        cluster.events.push(.incident, at: endMs, subject: Int32(index), pod: 1)
      }
    }
    incidentTimes.sort(by: >)
    drains = Array(repeating: nil, count: scenario.incidents.count)
  }

  /// The instant of the next beginning or end of an incident, after which nobody can know what happens.
  var nextIncidentMs: Int64 { incidentTimes.last ?? .max }

  /// The incidents that began, with the nodes they met.
  var incidentRecords: [IncidentRecord] {
    guard !scenario.incidents.isEmpty else { return [] }
    return zip(scenario.incidents, incidentNodes).filter { $0.0.atMs <= scenario.horizonMs }.map {
      IncidentRecord(
        name: $0.name, kind: $0.kind.name, atMs: $0.atMs, endMs: $0.endMs, nodes: $1.map(cluster.nodeName))
    }
  }

  /// Begins or ends an incident.
  mutating func meet(_ event: Event) {
    incidentTimes.removeLast()
    let index = Int(event.subject)
    let nowMs = event.timeMs
    let begins = event.pod == 0
    if begins, scenario.nodeAutoscaler != nil, let target = scenario.incidents[index].target {
      // Of nodes that come and go it meets those that are there now.
      incidentNodes[index] = target.pick(in: cluster, seed: seed, incident: index)
    }
    let nodes = incidentNodes[index].filter { !cluster.nodes[$0].isGone }
    switch scenario.incidents[index].kind {
    case .kill, .cutNetwork:
      for node in nodes {
        if begins {
          cluster.lose(node: node, powerless: scenario.incidents[index].isKill, nowMs: nowMs)
        } else {
          cluster.restore(node: node, nowMs: nowMs)
        }
      }
    case .slow(_, let speed):
      for node in nodes { cluster.setSpeed(begins ? speed : 1_000, ofNode: node, nowMs: nowMs) }
    case .drain:
      if begins {
        drains[index] = cluster.drain(nodes, nowMs: nowMs)
      } else if let drain = drains[index] {
        cluster.endDrain(drain, nowMs: nowMs)
      }
    case .cordon:
      for node in nodes {
        if begins {
          cluster.cordon(node: node, nowMs: nowMs)
        } else {
          cluster.uncordon(node: node, nowMs: nowMs)
        }
      }
    case .uncordon: for node in nodes { cluster.uncordon(node: node, nowMs: nowMs) }
    case .rollout(let name):
      let named = scenario.workloads.firstIndex { $0.deployment.metadata.name == name }
      guard let workload = named else { return }
      let spec = scenario.workloads[workload].deployment.spec
      cluster.rollOut(
        workload, strategy: spec.strategy, minReadySeconds: spec.minReadySeconds, nowMs: nowMs)
    case .apiServerDown:
      if begins {
        cluster.startOutage(untilMs: scenario.incidents[index].endMs ?? .max / 2, nowMs: nowMs)
      }
    }
  }
}

extension Incident {
  /// The nodes it is aimed at, nil if at none.
  public var target: NodeTarget? {
    switch kind {
    case .kill(let target), .cutNetwork(let target), .slow(let target, _), .drain(let target),
      .cordon(let target), .uncordon(let target):
      target
    case .rollout, .apiServerDown: nil
    }
  }

  fileprivate var isKill: Bool { if case .kill = kind { true } else { false } }
}
