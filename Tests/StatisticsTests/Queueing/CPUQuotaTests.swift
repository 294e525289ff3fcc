import Statistics
import Testing

@Suite("CPU quota")
struct CPUQuotaTests {
  @Test("One thread takes the vectors' time", arguments: Vectors.cases("cfs_quota"))
  func single(values: JSONValue) throws {
    let quota = CPUQuota(
      quota: try values.require("quota_ms", \.number), period: try values.require("period_ms", \.number))
    let need = try values.require("cpu_ms", \.number)
    #expect(agree(quota.wallTime(cpuTime: need), try values.require("wall_ms", \.number)))
    #expect(quota.throttledPeriods(cpuTime: need) == values["periods_throttled"].number)
  }

  @Test("Parallel threads take the vectors' time", arguments: Vectors.cases("cfs_quota", "parallel"))
  func parallel(values: JSONValue) throws {
    let quota = CPUQuota(
      quota: try values.require("quota_ms", \.number), period: try values.require("period_ms", \.number))
    let wall = quota.wallTime(
      cpuTime: try values.require("cpu_ms_each", \.number), threads: try values.require("threads", \.integer))
    #expect(agree(wall, try values.require("wall_ms", \.number)))
  }

  @Test("A need of whole quotas begins no further period", arguments: 1...60)
  func wholeQuotas(count: Int) {
    // In tenths, which binary numbers do not hold exactly.
    let quota = CPUQuota(cores: 0.1, period: 0.1)
    #expect(quota.throttledPeriods(cpuTime: Double(count) * 0.01) == Double(count - 1))
    let wall = quota.wallTime(cpuTime: Double(count) * 0.01)
    #expect(agree(wall, Double(count - 1) * 0.1 + 0.01))
  }

  @Test("A limit of a core or more stops no single thread")
  func wholeCore() {
    #expect(CPUQuota(cores: 1, period: 100).wallTime(cpuTime: 1_234.5) == 1_234.5)
    #expect(CPUQuota(cores: 2.5, period: 100).wallTime(cpuTime: 999) == 999)
    #expect(CPUQuota(cores: 0.5, period: 100).wallTime(cpuTime: 0) == 0)
  }
}
