import Foundation

/// Weighs what nodes cost against what the pods on them are worth.
///
/// score = u · (n·node + s) / (pods + s), lowest best, with s the price of a small pod, so that tiny pods do
/// not decide, and u = (f - 1)·(1 - tanh((n - 1)/15)) + 1 how far the machine is from the preferred size,
/// which matters the less the more nodes n are needed; f = max(preferred/cpu, cpu/preferred). A group with
/// GPUs counts u = 1000, one that is not there yet counts twice.
/// Source: expander/price/price.go, preferred.go (Cluster Autoscaler 1.37).
public struct PriceWeighing: Sendable, Hashable {
  /// What a pod of 500m and 500 MiB is worth.
  public var stabilizationPrice: Double
  /// What a core of a pod is worth an hour.
  public var corePrice = 0.033
  /// What a GiB of a pod is worth an hour.
  public var gibibytePrice = 0.0044
  /// The preferred size of a machine, in cores.
  public var preferredCores: Double

  /// Makes a weighing of its parts.
  public init(stabilizationPrice: Double = 0, preferredCores: Double = 1) {
    self.stabilizationPrice = stabilizationPrice
    self.preferredCores = preferredCores
  }

  /// What pods are worth that ask for so much.
  public func price(milliCPU: Int64, memory: Int64) -> Double {
    Double(milliCPU) / 1000 * corePrice + Double(memory) / Double(1 << 30) * gibibytePrice
  }

  /// The machine preferred in a cluster of so many nodes: it grows with the cluster, from 1 to 32 cores.
  public static func preferredCores(clusterSize: Int) -> Double {
    for (size, cores) in [(2, 1.0), (6, 2), (20, 4), (60, 8), (200, 16)] where clusterSize <= size {
      return cores
    }
    return 32
  }

  /// How far a machine is from the preferred one, at least 1.
  public func unfitness(milliCPU: Int64) -> Double {
    let cores = Double(milliCPU) / 1000
    return max(preferredCores / cores, cores / preferredCores)
  }

  /// The score of an option; nil if a price is not known.
  public func score(_ option: ExpansionOption) -> Double? {
    guard let nodePrice = option.nodePrice, let podPrice = option.podPrice else { return nil }
    let price = nodePrice * Double(option.nodes)
    let ratio = (price + stabilizationPrice) / (podPrice + stabilizationPrice)
    let unfitness = unfitness(milliCPU: option.nodeMilliCPU)
    let suppressed = (unfitness - 1) * (1 - tanh(Double(option.nodes - 1) / 15)) + 1
    let score = (option.hasGPU ? 1000 : suppressed) * ratio
    return option.exists ? score : score * 2
  }
}
