import Kubernetes
import Testing

@Suite("Manifests")
struct ManifestsTests {
  private static let spec =
    "{scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 3}"
  private static let hpa =
    "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web}, spec: \(spec)}"

  @Test("Documents, lists and typed lists are flattened in order")
  func lists() throws {
    let item = "{metadata: {name: web}, spec: \(Self.spec)}"
    let outcome = try Outcome(
      """
      \(Self.hpa)
      ---
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b}}
      - \(Self.hpa)
      - apiVersion: v1
        kind: List
        items: [{apiVersion: batch/v1, kind: CronJob, metadata: {name: j, namespace: n}}]
      ---
      {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscalerList, metadata: {}, items: [\(item)]}
      ---
      {apiVersion: v1, kind: List, items: null}
      ---
      {apiVersion: v1, kind: PodList, items: []}
      """)
    #expect(outcome.problems.isEmpty && outcome.warnings.isEmpty, "\(outcome.problems + outcome.warnings)")
    #expect(
      outcome.manifests.map(\.kind) == [
        "HorizontalPodAutoscaler", "ConfigMap", "HorizontalPodAutoscaler", "CronJob",
        "HorizontalPodAutoscaler",
      ])
    #expect(outcome.manifests.map(\.name) == ["web", "c", "web", "j", "web"])
    #expect(outcome.manifests.map(\.namespace) == ["default", "default", "default", "n", "default"])
    #expect(outcome.manifests[1].object == .other(apiVersion: "v1", kind: "ConfigMap", name: "c"))
    #expect(outcome.manifests[4].node["apiVersion"]?.text == "autoscaling/v2")
  }

  @Test(
    "An object nobody can know is refused, with what was probably meant",
    arguments: Table(
      """
      5
        1:1: must be an object with apiVersion and kind, found number
      []
        1:1: must be an object with apiVersion and kind, found array
      {kind: Pod}
        1:1: apiVersion: apiVersion not set (every object needs one)
      {apiVersion: v1}
        1:1: kind: kind not set (every object needs one)
      {apiVersion: 1, kind: Pod}
        1:14: apiVersion: must be a text, found number
      {apiVersion: apps/v1, kind: Deploymnet}
        1:29: kind: no matches for kind "Deploymnet" in version "apps/v1" (did you mean `Deployment`?)
      {apiVersion: v1, kind: Deployment}
        1:24: kind: no matches for kind "Deployment" in version "v1" (use apps/v1)
      {apiVersion: extensions/v1beta1, kind: Deployment}
        1:40: kind: no matches for kind "Deployment" in version "extensions/v1beta1" (use apps/v1)
      {apiVersion: autoscaling/v2beta2, kind: HorizontalPodAutoscaler}
        1:41: kind: no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2beta2" (use \
      autoscaling/v2)
      {apiVersion: a/b/c, kind: X}
        1:27: kind: no matches for kind "X" in version "a/b/c" (an apiVersion is a group and a version, as \
      in apps/v1)
      {apiVersion: v1, kind: List, items: {}}
        1:37: items: must be a list of objects, found object
      """
    ).rows)
  func unknownObjects(text: String, expected: [String]) throws {
    let outcome = try Outcome(text)
    #expect(outcome.problems.map(\.description) == expected.map { "m.yaml:\($0)" })
    #expect(outcome.manifests.isEmpty)
  }

  @Test("Objects of other groups pass unread")
  func otherGroups() throws {
    let outcome = try Outcome(
      """
      {apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: s}, spec: {anything: 1}}
      ---
      {apiVersion: cluster.x-k8s.io/v1beta1, kind: MachineDeployment, metadata: {name: v}}
      """)
    #expect(outcome.problems.isEmpty && outcome.warnings.isEmpty)
    #expect(outcome.manifests.map(\.name) == ["s", "v"])
  }

  @Test("One bad object does not hide the others")
  func goodAndBad() throws {
    let outcome = try Outcome(
      """
      \(Self.hpa.replacing("maxReplicas: 3", with: "maxReplicas: x"))
      ---
      \(Self.hpa)
      ---
      \(Self.hpa.replacing("maxReplicas: 3", with: "maxReplicas: 0"))
      """)
    #expect(outcome.manifests.count == 1)
    #expect(outcome.problems.map(\.place?.line) == [1, 5, 5])
  }

  @Test("Values are judged only where all types are right, as on the server")
  func decodingBeforeValidation() throws {
    let outcome = try Outcome(Self.hpa.replacing("maxReplicas: 3", with: "maxReplicas: 0, minReplicas: '1'"))
    #expect(
      outcome.answers == [
        "spec.minReplicas: json: cannot unmarshal string into Go struct field "
          + "HorizontalPodAutoscalerSpec.spec.minReplicas of type int32"
      ])
  }
}
