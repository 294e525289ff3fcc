import Foundation

/// A program that runs beside the lab, spoken to in lines: its standard input and output; its errors go to the lab's.
///
/// Not to be used from two threads at once. The program is ended when this is let go.
final class ChildProcess {
  private var processID: pid_t = 0
  private var input: Int32 = -1
  private var output: Int32 = -1
  private var buffer: [UInt8] = []
  private var endText: String?
  /// The longest line it may say.
  private static let longestLine = 1 << 20

  /// What reading a line came to.
  enum Answer: Equatable {
    case line(String)
    /// Nothing within the time.
    case late
    /// It closed its output; what became of it.
    case ended(String)
    /// A line without an end, or one that is no text.
    case unreadable
  }

  /// Starts a program, found along PATH where its name has no slash, in a folder.
  init(_ command: [String], folder: String) throws(ScalerLaunchError) {
    guard command.first?.isEmpty == false else { throw ScalerLaunchError(code: ENOENT) }
    var down: [Int32] = [-1, -1]
    var up: [Int32] = [-1, -1]
    // A socket, so that writing to a program that has ended is an error and not a signal.
    guard socketpair(AF_UNIX, Self.streams, 0, &down) == 0 else { throw ScalerLaunchError(code: errno) }
    guard pipe(&up) == 0 else {
      let code = errno
      down.forEach { close($0) }
      throw ScalerLaunchError(code: code)
    }
    for end in down + up { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, down[1], 0)
    posix_spawn_file_actions_adddup2(&actions, up[1], 1)
    // The shell changes the folder and becomes the program.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder]
    let words = folder.isEmpty ? command : shell + command
    let arguments = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    let code = posix_spawnp(&processID, words[0], &actions, nil, arguments, environ)
    close(down[1])
    close(up[1])
    guard code == 0 else {
      close(down[0])
      close(up[0])
      throw ScalerLaunchError(code: code)
    }
    input = down[0]
    output = up[0]
  }

  deinit { end(withinMs: 0) }

  /// Says a line; false if nobody reads it any more, or not within the time.
  func say(_ line: String, withinMs: Int64) -> Bool {
    let bytes = Array((line + "\n").utf8)
    var sent = 0
    let deadline = Self.nowMs + withinMs
    while sent < bytes.count {
      var watched = pollfd(fd: input, events: Int16(POLLOUT), revents: 0)
      let ready = poll(&watched, 1, Int32(clamping: max(0, deadline - Self.nowMs)))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return false }
      let count = bytes[sent...].withUnsafeBytes {
        send(input, $0.baseAddress, $0.count, Self.withoutSignal)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Hears the next line.
  func hear(withinMs: Int64) -> Answer {
    let deadline = Self.nowMs + withinMs
    while true {
      if let newline = buffer.firstIndex(of: 0x0A) {
        let line = String(validating: buffer[..<newline], as: UTF8.self)
        buffer.removeSubrange(...newline)
        return line.map { .line($0) } ?? .unreadable
      }
      if buffer.count > Self.longestLine { return .unreadable }
      if let endText { return .ended(endText) }
      var watched = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let ready = poll(&watched, 1, Int32(clamping: max(0, deadline - Self.nowMs)))
      if ready < 0, errno == EINTR { continue }
      if ready == 0 { return .late }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = read(output, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count > 0 {
        buffer += chunk[..<count]
      } else {
        endText = end(withinMs: 1_000)
      }
    }
  }

  /// Closes its input, waits for its end, and ends it if it does not come; returns what became of it.
  @discardableResult
  func end(withinMs: Int64) -> String {
    if input >= 0 { close(input) }
    if output >= 0 { close(output) }
    (input, output) = (-1, -1)
    guard processID > 0 else { return endText ?? "ended" }
    let own = processID
    processID = 0
    var status: Int32 = 0
    let deadline = Self.nowMs + withinMs
    while true {
      let found = waitpid(own, &status, WNOHANG)
      if found == own { return Self.text(of: status) }
      if found < 0, errno != EINTR { return "ended" }
      if Self.nowMs >= deadline { break }
      usleep(1_000)
    }
    kill(own, SIGKILL)
    while waitpid(own, &status, 0) < 0, errno == EINTR {}
    return "did not end by itself"
  }

  /// Whether it ended by itself once its input did.
  func endsWithInput(withinMs: Int64) -> Bool { end(withinMs: withinMs) != "did not end by itself" }

  private static func text(of status: Int32) -> String {
    let signal = status & 0x7F
    return signal == 0 ? "ended with status \(status >> 8 & 0xFF)" : "was ended by signal \(signal)"
  }

  private static var nowMs: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  private static var streams: Int32 { Int32(SOCK_STREAM.rawValue) }
  private static var withoutSignal: Int32 { Int32(MSG_NOSIGNAL) }
}

/// Why a program could not be started.
struct ScalerLaunchError: Error {
  /// The system's number of the error.
  var code: Int32

  /// The system's words for it.
  var text: String { String(cString: strerror(code)) }
}
