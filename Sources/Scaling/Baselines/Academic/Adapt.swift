/// Adapt: a controller whose gain follows how the load changes, with a repair when servers are missing.
///
/// Every 5·D/c̄ steps (D = 0.01·cap, c̄ the mean capacity): n = σ/t, u = c̄/n, P = (⌈L/S⌉ − cap)/n, R = u·P·n, a quarter of it
/// downward; R adds up step by step into whole servers. Source: Ali-Eldin et al., An Adaptive Hybrid Elasticity Controller
/// for Cloud Infrastructures (2012), in the code of Ilyushkin et al. (ahmedaley/Autoscalers at 784e169, AKTE.py).
public struct Adapt: ElasticityController, Hashable {
  /// The servers of the next step.
  public var nextCapacity: Double { capacity + pending }
  /// The servers in effect.
  public private(set) var capacity = 1.0
  private var pending = 1.0
  private var meanCapacity = 1.0
  private var period = 5.0
  private var served = 1.0
  private var rate = 0.0
  private var collected = 0.0
  private var steps = 0.0
  private var lastControl: Double?
  private var lastMean = 0.0
  private var capacities = 0.0

  /// Begins with one server and another on its way.
  public init() {}

  /// Decides the next step.
  public mutating func step(load: Double, serverSpeed: Double) -> Double {
    let delay = 0.01 * capacity
    steps += 1
    capacity += pending
    let needed = serversNeeded(load, serverSpeed)
    capacities += capacity
    if steps - lastMean >= period.rounded(.up) {
      meanCapacity = capacities / (steps - lastMean)
      lastMean = steps
      capacities = 0
    }
    // The first step always counts as due.
    if lastControl.map({ steps - $0 >= period }) ?? true {
      let mean = served / steps
      let share = meanCapacity / mean
      let missing = (needed - capacity) / mean
      period = delay * 5 / meanCapacity
      let wanted = share * missing * mean
      rate = wanted < 0 ? wanted / 4 : wanted
      lastControl = steps
    }
    adjust(needed: needed)
    served += capacity
    return capacity
  }

  /// Turns the collected rate into whole servers and repairs what is missing.
  private mutating func adjust(needed: Double) {
    collected += rate
    pending = 0
    var extra = 0.0
    if collected < 0 {
      let whole = collected.rounded(.towardZero)
      collected -= whole
      guard capacity + whole > needed else {
        capacity = needed
        return
      }
      capacity += whole
    } else if collected >= 1 {
      extra = collected.rounded(.towardZero)
      collected -= extra
    }
    if needed > capacity { pending = ((1.1 * needed).rounded(.up) - capacity + extra).rounded(.up) }
  }
}
