import Experiment
import Foundation

/// One line on the standard error that tells how far the runs are, how fast, and how long they will take.
struct ProgressLine {
  /// Whether there is a terminal to show it on.
  let isShown: Bool
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  init(isShown: Bool) { self.isShown = isShown }

  /// Shows the progress, at most ten times a second.
  mutating func show(_ progress: RunProgress) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if let last, now - last < .milliseconds(100), progress.done < progress.total { return }
    last = now
    let elapsed = now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let rate = seconds > 0 ? Double(progress.done) / seconds : 0
    let left = rate > 0 ? Int((Double(progress.total - progress.done) / rate).rounded(.up)) : 0
    write(
      "\r\u{1B}[K\(progress.done) of \(progress.total) runs, \(Int(rate.rounded())) a second, \(left) s left")
  }

  /// Takes the line away.
  mutating func clear() {
    if last != nil { write("\r\u{1B}[K") }
    last = nil
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
