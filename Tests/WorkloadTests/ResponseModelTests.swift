import Kubernetes
import Testing

@testable import Workload

@Suite("Response models")
struct ResponseModelTests {
  private func read(_ yaml: String) throws -> (ResponseModel?, DocumentReport) {
    let report = DocumentReport()
    let node = try DocumentNode.parse(yaml: yaml, file: "lab.yaml")[0]
    return (ResponseModel.read(node, path: "response", report: report), report)
  }

  @Test("are read as quantities, times and numbers")
  func reads() throws {
    let (model, report) = try read(
      """
      cpuPerRequest: 8m
      cpuIdle: 0.02
      memoryBase: 128Mi
      memoryPerInFlight: 1.5Mi
      memoryLeakPerHour: 1000
      serviceTimeCV: 1.5
      startupCPU: 500m
      startupSeconds: 20s
      baseLatency: 5ms
      threads: 4
      queueLimit: 100
      timeout: 2
      discipline: pooled
      """)
    #expect(
      model
        == ResponseModel(
          cpuPerRequest: 0.008, cpuIdle: 0.02, memoryBase: 134_217_728, memoryPerInFlight: 1_572_864,
          memoryLeakPerHour: 1_000, serviceTimeCV: 1.5, startupCPU: 0.5, startupSeconds: 20,
          baseLatency: 0.005,
          threads: 4, queueLimit: 100, timeout: 2, discipline: .pooled))
    #expect(report.warnings.isEmpty)
  }

  @Test("keep defaults where nothing is said, and may have no bounds")
  func defaults() throws {
    #expect(try read("{}").0 == ResponseModel())
    let (model, _) = try read("{timeout: none, threads: null, queueLimit: none}")
    #expect(model?.timeout == nil && model?.threads == nil && model?.queueLimit == nil)
  }

  @Test(
    "that are wrong say where and what would be right",
    arguments: [
      ("cpuPerRequest: 0", "lab.yaml:1:16: response.cpuPerRequest: must be above 0, found 0"),
      ("cpuPerRequest: fast", "lab.yaml:1:16: response.cpuPerRequest: must be a number, found \"fast\""),
      ("cpuIdle: -1m", "lab.yaml:1:10: response.cpuIdle: must be at least 0, found \"-1m\""),
      ("memoryBase: [1]", "lab.yaml:1:13: response.memoryBase: must be a number, found a list"),
      (
        "memoryBase: 1e30",
        "lab.yaml:1:13: response.memoryBase: must be from 0 to 1e+18, found 1000000000000000000000000000000"
      ),
      ("serviceTimeCV: -0.1", "lab.yaml:1:16: response.serviceTimeCV: must be at least 0, found -0.1"),
      ("timeout: 0", "lab.yaml:1:10: response.timeout: must be longer than 0s, found 0"),
      ("threads: 0", "lab.yaml:1:10: response.threads: must be above 0, found 0"),
      (
        "discipline: fifo",
        "lab.yaml:1:13: response.discipline: must be one of processorSharing, pooled, queue, found \"fifo\""
      ),
      ("[]", "lab.yaml:1:1: response: must be a mapping of fields, found array"),
    ])
  func refuses(_ yaml: String, _ message: String) throws {
    let (model, report) = try read(yaml)
    #expect(model == nil)
    #expect(report.problems.map(\.description) == [message])
  }

  @Test("with a field nobody knows warn")
  func unknown() throws {
    let (model, report) = try read("cpuPerRequests: 1")
    #expect(model == ResponseModel())
    #expect(report.warnings.count == 1)
    #expect(report.warnings.first?.message.hasPrefix("unknown field \"response.cpuPerRequests\"") == true)
  }
}
