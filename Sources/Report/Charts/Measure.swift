import Simulation

/// A panel of the timeline: what is drawn in it, and over what scale.
struct Measure: Sendable {
  /// The word the page's script knows it by.
  let id: String
  /// The heading.
  let title: String
  /// The lines with the words for them.
  let lines: [(line: Lane.Line, label: String)]
  /// The height on the screen, in pixels.
  let pixels: Int
  /// The number of marks on the scale aimed at.
  let ticks: Int

  /// The height in units of the drawing: fine enough for any screen.
  var height: Int { pixels * 2 }

  /// The same with its first line only, for panels that several strategies share.
  var withFirstLine: Measure {
    Measure(
      id: id, title: id == "replicas" ? "Ready pods" : title, lines: Array(lines.prefix(1)), pixels: pixels,
      ticks: ticks)
  }

  static let load = Measure(
    id: "load", title: "Load, requests/s", lines: [(.load, "requests/s")], pixels: 76, ticks: 2)
  static let replicas = Measure(
    id: "replicas", title: "Replicas",
    lines: [(.ready, "ready"), (.desired, "desired"), (.oracle, "oracle")],
    pixels: 104, ticks: 3)
  static let latency = Measure(
    id: "latency", title: "P95 response time", lines: [(.latency, "P95")], pixels: 84, ticks: 3)
  static let backlog = Measure(
    id: "backlog", title: "Backlog, requests waiting", lines: [(.backlog, "waiting")], pixels: 48, ticks: 2)
  static let lost = Measure(
    id: "lost", title: "Lost, requests/s", lines: [(.lost, "lost per second")], pixels: 48, ticks: 2)

  /// The panels of a lane.
  static let lanes = [replicas, latency, backlog, lost]

  /// The scale that fits a scene, the same for all its lanes so that they can be compared.
  func scale(of scene: Scene, objectiveMs: Double) -> Scale {
    let found = lines.map(\.line)
    switch id {
    case "load": return .fromZero(to: scene.load.maximum ?? 0, ticks: ticks)
    case "replicas":
      // An oracle far above what any strategy may have would press their lines to the floor: it is cut off.
      let used = scene.maximum(of: [.ready, .desired])
      return .fromZero(to: max(used, min(scene.maximum(of: [.oracle]), 1.5 * used)), ticks: ticks)
    case "latency":
      let objective = objectiveMs / 1000
      let greatest = max(scene.maximum(of: found), objective * 1.2)
      let least = min(scene.minimum(of: found) ?? objective, objective)
      return least > 0 && greatest > 20 * least
        ? .logarithmic(from: least, to: greatest) : .fromZero(to: greatest, ticks: ticks)
    default: return .fromZero(to: scene.maximum(of: found), ticks: ticks)
    }
  }

  /// A value in the words of this panel.
  func text(_ value: Double) -> String { id == "latency" ? Numeral.seconds(value) : Numeral.text(value) }
}
