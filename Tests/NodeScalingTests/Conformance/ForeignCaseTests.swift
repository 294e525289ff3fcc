import Foundation
import Kubernetes
import Testing

@testable import NodeScaling

@Suite("Files that hold no recorded cases")
struct ForeignCaseTests {
  @Test("A file of something else is refused with its place: nothing passes that was not replayed")
  func refused() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json")
    try Data(#"{"x": 1}"#.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let autoscaler = #expect(throws: InputErrors.self) { try ClusterAutoscalerConformance.run(file.path) }
    let karpenter = #expect(throws: InputErrors.self) { try KarpenterConformance.run(file.path) }
    #expect(autoscaler?.problems.map(\.message) == ["is no recorded case of Cluster Autoscaler"])
    #expect(karpenter?.problems.map(\.message) == ["is no recorded case of Karpenter"])
    #expect(karpenter?.problems.first?.place?.line == 1)
  }
}
