import Dispatch
import Foundation

/// Turns the first Ctrl-C or SIGTERM into a call, so that work can end in order; the second ends the program.
final class Interrupts {
  private static let signals = [SIGINT, SIGTERM]
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen.
  init(_ body: @escaping @Sendable () -> Void) {
    sources = Interrupts.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        body()
      }
      source.resume()
      return source
    }
  }

  /// Stops listening. Signals are then ignored while the rest, such as writing a report, is done.
  func stop() { for source in sources { source.cancel() } }
}
