/// A controller of the comparisons in the literature: per step a load in, servers for the next step out.
///
/// What counts are whole steps; servers may be fractions, as the authors' code has them.
public protocol ElasticityController: Sendable {
  /// The servers in effect.
  var capacity: Double { get }
  /// The servers that will be in effect in the next step.
  var nextCapacity: Double { get }

  /// Sees the load of a step and decides the servers of the next one; returns those in effect during the step.
  ///
  /// - Parameters:
  ///   - load: the work that arrives in the step.
  ///   - serverSpeed: the work one server does in a step.
  mutating func step(load: Double, serverSpeed: Double) -> Double
}

/// The servers a load needs, rounded up.
@inline(__always)
func serversNeeded(_ load: Double, _ serverSpeed: Double) -> Double { (load / serverSpeed).rounded(.up) }
