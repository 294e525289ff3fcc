import Testing

@testable import NodeScaling

@Suite("How many nodes go at once")
struct DeletionBudgetTests {
  private static func budget(_ maximum: Int, drains: Int, inProgress: (Int, Int) = (0, 0)) -> DeletionBudget {
    DeletionBudget(
      maximum: maximum, maximumDrains: drains, emptyInProgress: inProgress.0, drainsInProgress: inProgress.1)
  }

  @Test("Empty nodes come first, drains get what is left of both limits")
  func order() {
    // 10 in all less 7 empty ones under way leave 3: 2 empty nodes, then 1 drain.
    let result = Self.budget(10, drains: 5, inProgress: (7, 0))
      .crop(empty: [.init(group: 0, nodes: [1, 2])], drain: [.init(group: 0, nodes: [3, 4])])
    #expect(result.empty == [.init(group: 0, nodes: [1, 2])])
    #expect(result.drain == [.init(group: 0, nodes: [3])])
  }

  @Test("A group that goes as a whole waits for its last node")
  func whole() {
    let part = DeletionBudget.Bucket(group: 1, nodes: [1, 2], wholeSize: 3)
    #expect(Self.budget(10, drains: 5).crop(empty: [part], drain: []).empty.isEmpty)
    let whole = DeletionBudget.Bucket(group: 1, nodes: [1, 2, 3], wholeSize: 3)
    // It may exceed the limit once, so that it is not kept out for ever by single nodes.
    #expect(Self.budget(2, drains: 5).crop(empty: [whole], drain: []).empty == [whole])
  }
}
