/// React: follows the load with a fifth more than it needs.
///
/// need = ⌈L/S⌉ − cap; a need brings ⌊1.2·need⌋ servers; with less than a tenth of room, 1.2·⌈L/S⌉ stay. Source: Chieu et
/// al., Dynamic Scaling of Web Applications in a Virtualized Cloud Computing Environment (2009), in the code of Ilyushkin
/// et al. (ahmedaley/Autoscalers at 784e169, Reactive.py).
public struct React: ElasticityController, Hashable {
  /// The servers of the next step.
  public var nextCapacity: Double { next }
  /// The servers in effect.
  public private(set) var capacity = 1.0
  private var next = 1.0

  /// Begins with one server.
  public init() {}

  /// Decides the next step.
  public mutating func step(load: Double, serverSpeed: Double) -> Double {
    capacity = next
    let need = serversNeeded(load, serverSpeed) - capacity
    if need > 0 {
      next = capacity + (need * 1.2).rounded(.towardZero)
    } else if 1.1 * load / serverSpeed < capacity {
      next = serversNeeded(load, serverSpeed) * 1.2
    }
    return capacity
  }
}
