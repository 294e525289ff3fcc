import Foundation
import Statistics

/// How long a cloud takes from the request of a machine to a node that takes pods.
///
/// Times are log-normal about a median. A draw depends on the seed and the machine's number alone, so that
/// strategies compared on equal seeds meet equal delays.
public struct ProvisioningTimes: Sendable, Hashable {
  /// A log-normal time.
  public struct Delay: Sendable, Hashable {
    /// Half of the times are shorter, in seconds.
    public var medianS: Double
    /// Standard deviation by mean; 0 for always the same time.
    public var cv: Double

    /// Makes a delay of its parts.
    public init(medianS: Double, cv: Double = 0.25) {
      self.medianS = medianS
      self.cv = cv
    }

    /// The mean in seconds: median · exp(σ²/2), σ² = ln(1 + cv²).
    public var meanS: Double { medianS * (1 + cv * cv).squareRoot() }

    func draw(_ stream: inout RandomStream) -> Int64 {
      let seconds = cv > 0 ? stream.logNormal(mean: meanS, cv: cv) : medianS
      return max(0, Int64((seconds * 1000).rounded()))
    }
  }

  /// From the request to the node's registration.
  public var registration: Delay
  /// From there to its being ready.
  public var readiness: Delay

  /// Makes times of their parts.
  public init(registration: Delay, readiness: Delay) {
    self.registration = registration
    self.readiness = readiness
  }

  /// The times of one machine in milliseconds.
  public func draw(seed: UInt64, machine: UInt64) -> (registrationMs: Int64, readinessMs: Int64) {
    var stream = RandomStream(seed: seed, purpose: "machine provisioning", entity: machine)
    return (registration.draw(&stream), readiness.draw(&stream))
  }

  /// Times measured on some cloud, and who measured them.
  public struct Preset: Sendable, Hashable {
    /// Its name in descriptions of clusters.
    public var name: String
    /// The times.
    public var times: ProvisioningTimes
    /// Where the median comes from.
    public var source: String
  }

  /// Clouds by name. The medians are of what was published; how they vary is assumed.
  public static let presets: [Preset] = [
    preset(
      "gke", 105, "CA FAQ: 1.5-2 min and up to 30 s to register; 2-3 min in kubernetes/test-infra#18607"),
    preset(
      "eks-asg", 150, "zop.dev and tasrieit.com: 3-5 min for the whole chain with an Auto Scaling group"),
    preset("karpenter-aws", 50, "zop.dev, tasrieit.com: 45-90 s for a new node, about 55-60 s on average"),
    preset("aks", 210, "obaroolori.com: a burst of 340 pods in 5 min 48 s; Azure/AKS#1898 for slow cases"),
    preset("ovh", 420, "ovh/public-cloud-roadmap#1198: 5-10 min"),
  ]

  private static func preset(_ name: String, _ medianS: Double, _ source: String) -> Preset {
    Preset(
      name: name,
      times: ProvisioningTimes(
        registration: Delay(medianS: medianS), readiness: Delay(medianS: 20, cv: 0.3)), source: source)
  }

  /// The preset of a name, nil for none.
  public static func preset(named name: String) -> Preset? { presets.first { $0.name == name } }
}
