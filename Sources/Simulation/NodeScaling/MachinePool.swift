public import Cluster

/// Nodes of one kind as the cluster makes them, where Karpenter's pools of the same name are about, too.
public typealias MachinePool = NodePool
