/// Which of a container's probes a probe is.
enum ProbeRole {
  case liveness, readiness, startup
}

extension Probe {
  /// What the API server would refuse of a probe.
  ///
  /// Source: pkg/apis/core/validation/validation.go validateProbe and those around it.
  func validate(_ path: String, role: ProbeRole, gracePeriod: Int64) -> [InputProblem] {
    var problems = handler.validate(path, gracePeriod: gracePeriod)
    problems += NumberRules.notNegative("\(path).initialDelaySeconds", Int64(initialDelaySeconds))
    problems += NumberRules.notNegative("\(path).timeoutSeconds", Int64(timeoutSeconds))
    problems += NumberRules.notNegative("\(path).periodSeconds", Int64(periodSeconds))
    problems += NumberRules.notNegative("\(path).successThreshold", Int64(successThreshold))
    problems += NumberRules.notNegative("\(path).failureThreshold", Int64(failureThreshold))
    if let seconds = terminationGracePeriodSeconds {
      let field = "\(path).terminationGracePeriodSeconds"
      if seconds <= 0 { problems.append(.invalid(field, .number(seconds), "must be greater than 0")) }
      if role == .readiness {
        problems.append(.invalid(field, .number(seconds), "must not be set for readinessProbes"))
      }
    }
    if role != .readiness, successThreshold != 1 {
      problems.append(.invalid("\(path).successThreshold", .number(Int64(successThreshold)), "must be 1"))
    }
    return problems
  }
}

extension ProbeHandler {
  /// What the API server would refuse of a handler.
  func validate(_ path: String, gracePeriod: Int64) -> [InputProblem] {
    var problems: [InputProblem] = []
    var isTaken = false
    func add(_ name: String, _ wrong: @autoclosure () -> [InputProblem]) {
      problems +=
        isTaken ? [.forbidden("\(path).\(name)", "may not specify more than 1 handler type")] : wrong()
      isTaken = true
    }
    if let exec { add("exec", exec.isEmpty ? [.required("\(path).exec.command")] : []) }
    if let httpGet { add("httpGet", httpGet.validate("\(path).httpGet")) }
    if let tcpSocket { add("tcpSocket", PortRules.numberOrName("\(path).tcpSocket.port", tcpSocket)) }
    if let grpc { add("grpc", PortRules.number("\(path).grpc.port", grpc)) }
    if let sleep {
      let rule = "must be greater than 0 and less than terminationGracePeriodSeconds (\(gracePeriod))"
      add(
        "sleep",
        (1...max(1, gracePeriod)).contains(sleep) ? [] : [.invalid("\(path).sleep", .number(sleep), rule)])
    }
    return isTaken ? problems : [.required(path, "must specify a handler type")]
  }
}

extension HTTPGetAction {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems = PortRules.numberOrName("\(path).port", port)
    if scheme != "HTTP", scheme != "HTTPS" {
      problems.append(.notSupported("\(path).scheme", scheme, ["HTTP", "HTTPS"]))
    }
    return problems
  }
}

/// Rules on numbers that several objects share.
enum NumberRules {
  static func notNegative(_ path: String, _ value: Int64) -> [InputProblem] {
    value < 0 ? [.invalid(path, .number(value), "must be greater than or equal to 0")] : []
  }

  /// A count that is not negative, or a percentage.
  static func countOrPercent(_ path: String, _ value: IntOrString) -> [InputProblem] {
    switch value {
    case .int(let number): return notNegative(path, Int64(number))
    case .string(let text):
      if value.percent != nil { return [] }
      let rule = "a valid percent string must be a numeric string followed by an ending '%'"
      return [
        .invalid(
          path, .string(text), "\(rule) (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')")
      ]
    }
  }

  /// A percentage that is not above 100.
  static func atMostAll(_ path: String, _ value: IntOrString) -> [InputProblem] {
    (value.percent ?? 0) > 100 ? [.invalid(path, value.json, "must not be greater than 100%")] : []
  }
}

/// Rules on ports.
enum PortRules {
  static func number(_ path: String, _ port: Int32) -> [InputProblem] {
    (1...65_535).contains(port)
      ? [] : [.invalid(path, .number(Int64(port)), "must be between 1 and 65535, inclusive")]
  }

  static func numberOrName(_ path: String, _ port: IntOrString) -> [InputProblem] {
    switch port {
    case .int(let port): number(path, port)
    case .string(let text): name(text).map { .invalid(path, .string(text), $0) }
    }
  }

  /// What is wrong with a port's name: up to 15 lower case letters, digits and dashes, one letter at least.
  static func name(_ text: String) -> [String] {
    var wrong: [String] = []
    let dash = UInt8(ascii: "-")
    let bytes = Array(text.utf8)
    if bytes.count > 15 { wrong.append("must be no more than 15 bytes") }
    if !bytes.allSatisfy({ $0 == dash || $0.isDigit || $0.isLowercaseLetter }) {
      wrong.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !bytes.contains(where: \.isLowercaseLetter) { wrong.append("must contain at least one letter (a-z)") }
    if text.contains("--") { wrong.append("must not contain consecutive hyphens") }
    if bytes.first == dash || bytes.last == dash { wrong.append("must not begin or end with a hyphen") }
    return wrong
  }
}
