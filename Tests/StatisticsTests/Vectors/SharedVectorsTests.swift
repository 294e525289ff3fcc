import Testing

@Suite("Vectors")
struct SharedVectorsTests {
  @Test("The samples can be read")
  func samples() {
    for name in Samples.documents.keys { #expect(!Vectors.sample(name).isNull, "\(name)") }
  }

  @Test(
    "All documents that have a sample are read from the shared folder too",
    .enabled(
      if: Vectors.sharedFolder != nil, "shared/vectors is not beside this checkout: only the samples ran"))
  func shared() {
    for name in Samples.documents.keys { #expect(Vectors.shared(name) != nil, "\(name)") }
  }
}
