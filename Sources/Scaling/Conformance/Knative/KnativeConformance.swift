import Conformance
import Kubernetes

/// Replays recorded decisions of Knative's autoscaler and tells where this one decides otherwise.
///
/// Known are runs of the autoscaler on given averages (`scale`) and on the statistics behind them (`chain`), of the
/// reconciler (`pa`), operations on windows (`window`, `maxwindow`), resolved settings (`decider`), and the tables
/// of upstream's own tests.
public enum KnativeConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    try RecordedCase.replay(file) { fields in
      guard fields.has("kind") else { return KnativeTables.read(fields) }
      let id = fields.string("id") ?? ""
      let read: (Fields) -> CaseComparison?
      switch fields.string("kind") {
      case "scale": read = KPAScaleCase.replay
      case "chain": read = KPAScaleCase.replayChain
      case "pa": read = KnativeReconcileCase.replay
      case "window": read = KPAWindowCase.replay
      case "maxwindow": read = KPAWindowCase.replayDelay
      case "decider": read = KnativeSettingsCase.replay
      case nil: return nil
      case .some(let kind):
        fields.problem("kind", "must be scale, chain, pa, window, maxwindow or decider, found \(kind)")
        return nil
      }
      return read(fields).map { [.compared(id: id, $0.difference)] }
    }
  }
}
