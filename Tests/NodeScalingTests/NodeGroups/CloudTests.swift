import Foundation
import Kubernetes
import Testing

@testable import NodeScaling

@Suite("What clouds make, when, and for how much")
struct CloudTests {
  @Test(
    "Delays are about their median and the same for equal seeds and machines",
    arguments: ProvisioningTimes.presets)
  func delays(_ preset: ProvisioningTimes.Preset) {
    let times = (0..<2001).map { preset.times.draw(seed: 7, machine: $0) }
    let sorted = times.map(\.registrationMs).sorted()
    let median = Double(sorted[1000]) / 1000
    // The median of 2001 log-normal draws with cv 0.25 is off by some 0.7 % of itself; 4 % are far beyond.
    #expect(abs(median / preset.times.registration.medianS - 1) < 0.04)
    #expect(preset.times.draw(seed: 7, machine: 5) == times[5])
    #expect(preset.times.draw(seed: 8, machine: 5) != times[5])
    #expect(!preset.source.isEmpty)
  }

  @Test("Quotas count the machines of the types they name")
  func quota() {
    var cloud = CloudSupply()
    cloud.quotas = [.init(prefixes: ["g1."], cores: 8)]
    let small = CloudSupply.Machine(type: "g1.large", cores: 2)
    let denial = { (machine: CloudSupply.Machine, having: [CloudSupply.Machine]) in
      cloud.denial(of: machine, zone: "a", capacityType: .onDemand, atMs: 0, having: having)
    }
    #expect(denial(small, [small, small, small]) == nil)
    #expect(denial(small, [small, small, small, small]) == .quota)
    #expect(denial(.init(type: "c1.large", cores: 2), [small, small, small, small]) == nil)
  }

  @Test("A shortage covers a type, a zone and a time")
  func shortage() {
    var cloud = CloudSupply()
    cloud.shortages = [.init(zone: "a", capacityType: .spot, fromMs: 100, untilMs: 200)]
    let machine = CloudSupply.Machine(type: "g1.large", cores: 2)
    let denial = { (zone: String, type: CapacityType, time: Int64) in
      cloud.denial(of: machine, zone: zone, capacityType: type, atMs: time, having: [])
    }
    #expect(denial("a", .spot, 99) == nil)
    #expect(denial("a", .spot, 100) == .outOfCapacity)
    #expect(denial("a", .spot, 200) == nil)
    #expect(denial("b", .spot, 150) == nil)
    #expect(denial("a", .onDemand, 150) == nil)
  }

  @Test("Spot machines live as long as the rate says on average")
  func spot() {
    var cloud = CloudSupply()
    #expect(cloud.spotLifeMs(seed: 1, machine: 1) == nil)
    cloud.spotInterruptionsPerHour = 0.5
    let lives = (0..<4000).compactMap { cloud.spotLifeMs(seed: 1, machine: $0) }
    let hours = Double(lives.reduce(0, +)) / 3_600_000 / 4000
    // Mean 2 h, standard error 2 / sqrt(4000) = 0.03 h.
    #expect(abs(hours - 2) < 0.13)
  }
}

@Suite("Lists of prices")
struct PriceListTests {
  @Test("The list that ships is read, and its types are offered in three zones, on demand and as spot")
  func shipped() throws {
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/",
      !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Workloads").path)
    {
      folder.deleteLastPathComponent()
    }
    let list = try PriceList(contentsOf: folder.appendingPathComponent("Workloads/machine-prices.csv").path)
    #expect(list.types.count == 16)
    #expect(list.types.allSatisfy { $0.offerings.count == 6 })
    #expect(list.price(of: "g1.xlarge", zone: "zone-b", capacityType: .onDemand) == 0.2)
    let type = try #require(list.type(named: "g1.large"))
    // 6 % of the first core and 1 % of the second are kept: 2000 - 60 - 10.
    #expect(type.allocatable.milliCPU == 1930)
    // 8 GiB: 25 % of 4 and 20 % of 4 make 1.8 GiB, and 100 MiB for eviction.
    #expect(type.allocatable.memory == 8 << 30 - Int64((1.8 * Double(1 << 30)).rounded(.up)) - (100 << 20))
  }

  @Test("CSV and YAML say the same")
  func formats() throws {
    let csv = try PriceList(
      csv:
        "type,cores,memory,zone,capacityType,pricePerHour,gpus\na,4,16Gi,z,spot,0.1,1\n"
        + "# dear\na,4,16Gi,z,,0.3,1\n",
      file: "p.csv")
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "prices-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    let yaml = """
      - {type: a, cores: 4, memory: 16Gi, zone: z, capacityType: spot, pricePerHour: 0.1, gpus: 1}
      - {type: a, cores: 4, memory: 16Gi, zone: z, pricePerHour: 0.3, gpus: 1}
      """
    try yaml.write(to: file, atomically: true, encoding: .utf8)
    #expect(try PriceList(contentsOf: file.path) == csv)
    #expect(csv.types.first?.offerings.map(\.capacityType) == [.spot, .onDemand])
  }

  @Test(
    "What is wrong is told with its line",
    arguments: [
      ("type,cores,memory,pricePerHour\na,0,1Gi,1\n", "p.csv:2:1: cores: must be more than 0"),
      (
        "type,cores,memory,pricePerHour\na,1,1Gi\n", "p.csv:2:1: must have 4 cells as the first line, found 3"
      ),
      ("type,cores,memory,pricePerHour\na,1,1Gi,1\na,2,1Gi,1\n", "p.csv:3:1"),
      ("type,cores,memory,pricePerHour\n", "p.csv:1:1: has no machines"),
    ])
  func problems(_ text: String, _ expected: String) {
    let error = #expect(throws: InputErrors.self) { _ = try PriceList(csv: text, file: "p.csv") }
    #expect("\(error.map { "\($0)" } ?? "")".contains(expected), "\(error.map { "\($0)" } ?? "")")
  }
}
