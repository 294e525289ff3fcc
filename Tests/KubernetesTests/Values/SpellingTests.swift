import Kubernetes
import Testing

@Suite("Spelling")
struct SpellingTests {
  @Test(
    "The nearest word is found, none if none is near",
    arguments: [
      ("replcias", "replicas"), ("Replicas", "replicas"), ("replica", "replicas"), ("relpicas", "replicas"),
      ("minReplica", "minReplicas"), ("nam", "name"), ("xy", nil), ("something", nil), ("", nil),
    ])
  func nearest(written: String, meant: String?) {
    #expect(Spelling.nearest(to: written, in: ["replicas", "minReplicas", "name", "namespace"]) == meant)
  }
}
