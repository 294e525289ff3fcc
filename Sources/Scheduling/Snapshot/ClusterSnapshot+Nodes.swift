import Kubernetes

extension ClusterSnapshot {
  /// Adds a node. Returns nil if there is one of that name.
  @discardableResult
  public mutating func addNode(_ node: Node) -> NodeID? {
    if nodeIDs[node.metadata.name] != nil { return nil }
    let row: Int
    if let free = freeNodes.popLast() {
      row = Int(free)
    } else {
      row = records.count
      appendRow()
    }
    place(node, at: row, position: nil)
    record(.addedNode(NodeID(Int32(row))))
    return NodeID(Int32(row))
  }

  /// Replaces a node's description: capacity, labels, taints, images. Its pods stay.
  public mutating func updateNode(_ id: NodeID, to node: Node) {
    guard isPresent(id) else { return }
    let old = nodes[Int(id.index)]
    let position = replace(id, by: node)
    record(.updatedNode(id, old, position: position))
  }

  /// Removes a node with all its pods.
  public mutating func removeNode(_ id: NodeID) {
    guard isPresent(id) else { return }
    let row = Int(id.index)
    while records[row].firstPod >= 0 { remove(PodID(records[row].firstPod)) }
    let old = nodes[row]
    let position = displace(row)
    freeNodes.append(id.index)
    record(.removedNode(id, old, position: position))
  }

  /// The node of a name.
  public func node(named name: String) -> NodeID? { nodeIDs[name] }

  /// The nodes in the order in which they are looked at: one of each zone in turn.
  public var allNodes: [NodeID] { zones.listed.map { NodeID($0) } }

  /// How many nodes there are.
  public var nodeCount: Int { nodeIDs.count }

  /// Whether the node is there.
  public func isPresent(_ id: NodeID) -> Bool {
    records.indices.contains(Int(id.index)) && records[Int(id.index)].isPresent
  }

  /// Sets the labels of a namespace, which affinity terms may pick namespaces by.
  ///
  /// Do so before pods that are picked by them are described: classes known already keep what they were told.
  public mutating func setNamespace(_ name: String, labels: [String: String]) {
    version &+= 1
    namespaceLabels[name] = labels
  }

  /// Makes room for one more node in every column.
  private mutating func appendRow() {
    records.append(NodeRecord())
    nodes.append(Node(metadata: ObjectMeta(name: "")))
    hostPorts.append([])
    for index in labelColumns.indices { labelColumns[index].append(-1) }
    for index in scalarAllocatable.indices {
      scalarAllocatable[index].append(0)
      scalarRequested[index].append(0)
    }
    for index in requirementColumns.indices { requirementColumns[index].append(false) }
    for index in preferenceColumns.indices { preferenceColumns[index].append(0) }
    for index in columns.indices { columns[index].append(0) }
  }

  /// Puts a node into a row and has it take part in all counts.
  mutating func place(_ node: Node, at row: Int, position: (zone: Int, index: Int)?) {
    version &+= 1
    records[row].isPresent = true
    nodeIDs[node.metadata.name] = NodeID(Int32(row))
    zones.add(Int32(row), zone: Self.zone(of: node), at: position)
    describe(node, at: row)
    countNode(row, 1)
  }

  /// Takes a node without pods out of its row and all counts.
  @discardableResult
  mutating func displace(_ row: Int) -> (zone: Int, index: Int)? {
    version &+= 1
    countNode(row, -1)
    images.set([], onNode: row)
    nodeIDs[nodes[row].metadata.name] = nil
    records[row] = NodeRecord()
    return zones.remove(Int32(row))
  }

  /// Replaces a node's description and moves its pods' counts along. Tells where it stood if its zone changed.
  @discardableResult
  mutating func replace(
    _ id: NodeID, by node: Node, position: (zone: Int, index: Int)? = nil
  ) -> (zone: Int, index: Int)? {
    version &+= 1
    let row = Int(id.index)
    let old = nodes[row]
    countPods(on: row, -1)
    countNode(row, -1)
    if old.metadata.name != node.metadata.name {
      nodeIDs[old.metadata.name] = nil
      nodeIDs[node.metadata.name] = id
    }
    var oldPosition: (zone: Int, index: Int)?
    // A node that is only cordoned or tainted has the same labels, which is known without looking at them.
    if old.metadata.labels != node.metadata.labels, Self.zone(of: old) != Self.zone(of: node) {
      oldPosition = zones.remove(id.index)
      zones.add(id.index, zone: Self.zone(of: node), at: position)
    }
    describe(node, at: row)
    countNode(row, 1)
    countPods(on: row, 1)
    return oldPosition
  }

  private mutating func describe(_ node: Node, at row: Int) {
    nodes[row] = node
    records[row].setAllocatable(node)
    records[row].marks = taints.number(of: node)
    images.set(node.status.images, onNode: row)
    for key in labelColumns.indices { labelColumns[key][row] = value(ofLabel: Int32(key), node) }
    for index in scalarAllocatable.indices {
      scalarAllocatable[index][row] = Self.amount(of: scalarNames[Int32(index)], node)
    }
    for index in requirementColumns.indices {
      requirementColumns[index][row] = requirements[Int32(index)].matches(node)
    }
    for index in preferenceColumns.indices {
      preferenceColumns[index][row] = preferences[Int32(index)].weight(of: node)
    }
  }

  /// The number of a label, for which a column is made if it is new.
  mutating func label(_ key: String) -> Int32 {
    let number = labelKeys.number(of: key)
    if labelColumns.count < labelKeys.count {
      labelValues.append(InternTable())
      labelColumns.append([])
      var column: [Int32] = []
      for row in records.indices {
        column.append(records[row].isPresent ? value(ofLabel: number, nodes[row]) : -1)
      }
      labelColumns[Int(number)] = column
    }
    return number
  }

  private mutating func value(ofLabel number: Int32, _ node: Node) -> Int32 {
    guard let value = node.metadata.labels[labelKeys[number]] else { return -1 }
    return labelValues[Int(number)].number(of: value)
  }

  /// The number of a resource beyond the built-in ones, for which columns are made if it is new.
  mutating func scalar(_ name: String) -> Int32 {
    let number = scalarNames.number(of: name)
    if scalarAllocatable.count < scalarNames.count {
      scalarAllocatable.append(
        records.indices.map { records[$0].isPresent ? Self.amount(of: name, nodes[$0]) : 0 })
      scalarRequested.append([Int64](repeating: 0, count: records.count))
    }
    return number
  }

  private static func amount(of resource: String, _ node: Node) -> Int64 {
    let amounts = node.status.allocatable.isEmpty ? node.status.capacity : node.status.allocatable
    return amounts[resource]?.value ?? 0
  }

  private static func zone(of node: Node) -> ZoneOrder.Zone {
    ZoneOrder.Zone(
      region: node.metadata.labels[NodeLabels.region] ?? "",
      zone: node.metadata.labels[NodeLabels.zone] ?? "")
  }
}
