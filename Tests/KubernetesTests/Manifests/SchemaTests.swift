import Kubernetes
import Testing

@Suite("Names and types of fields")
struct SchemaTests {
  /// Reads a pod whose container has these fields beside its name and, unless given, an image.
  private func read(_ container: String) throws -> Outcome {
    let image = container.hasPrefix("image:") ? "" : "image: i, "
    let spec = "{containers: [{name: a, \(image)\(container)}]}"
    return try Outcome("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: \(spec)}")
  }

  @Test(
    "A field of the wrong type is told in the words of the server's decoder, in fields nobody models too",
    arguments: Table(
      """
      image: 5
        spec.containers[0].image: json: cannot unmarshal number into Go struct field \
      Container.spec.containers.image of type string
      env: [{name: A, value: 1}]
        spec.containers[0].env[0].value: json: cannot unmarshal number into Go struct field \
      EnvVar.spec.containers.env.value of type string
      env: [{name: A, value: yes}]
        spec.containers[0].env[0].value: json: cannot unmarshal bool into Go struct field \
      EnvVar.spec.containers.env.value of type string
      args: [a, 1]
        spec.containers[0].args[1]: json: cannot unmarshal number into Go struct field \
      Container.spec.containers.args of type string
      args: a
        spec.containers[0].args: json: cannot unmarshal string into Go struct field \
      Container.spec.containers.args of type []string
      ports: {}
        spec.containers[0].ports: json: cannot unmarshal object into Go struct field \
      Container.spec.containers.ports of type []v1.ContainerPort
      ports: [{containerPort: 8080.5}]
        spec.containers[0].ports[0].containerPort: json: cannot unmarshal number 8080.5 into Go struct \
      field ContainerPort.spec.containers.ports.containerPort of type int32
      ports: [{containerPort: 4294967296}]
        spec.containers[0].ports[0].containerPort: json: cannot unmarshal number 4294967296 into Go struct \
      field ContainerPort.spec.containers.ports.containerPort of type int32
      resources: 1
        spec.containers[0].resources: json: cannot unmarshal number into Go struct field \
      Container.spec.containers.resources of type v1.ResourceRequirements
      resources: {limits: [a]}
        spec.containers[0].resources.limits: json: cannot unmarshal array into Go struct field \
      ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList
      resources: {limits: {cpu: 1 core}}
        spec.containers[0].resources.limits[cpu]: quantities must match the regular expression \
      '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
      readinessProbe: {tcpSocket: {port: true}}
        spec.containers[0].readinessProbe.tcpSocket.port: json: cannot unmarshal bool into Go value of \
      type int32
      tty: 1
        spec.containers[0].tty: json: cannot unmarshal number into Go struct field \
      Container.spec.containers.tty of type bool
      """
    ).rows)
  func wrongTypes(field: String, expected: [String]) throws {
    let outcome = try read(field)
    #expect(outcome.answers == expected)
    #expect(outcome.problems.first?.place?.line == 1)
  }

  @Test("Labels and times have types too")
  func metadata() throws {
    let outcome = try Outcome(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p, labels: {a: 1}, creationTimestamp: today, deletionTimestamp: 5}
      spec: 7
      """)
    let time = "2006-01-02T15:04:05Z07:00"
    #expect(
      outcome.answers == [
        "metadata.labels[a]: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels "
          + "of type string",
        "metadata.creationTimestamp: parsing time \"today\" as \"\(time)\": cannot parse it",
        "metadata.deletionTimestamp: json: cannot unmarshal number into Go value of type string",
        "spec: json: cannot unmarshal number into Go struct field Pod.spec of type v1.PodSpec",
      ])
    #expect(outcome.problems[0].hint == "put it in quotes")
  }

  @Test(
    "An unknown field is a warning in the words of the strict mode, with what was probably meant",
    arguments: [
      ("imagePullPolcy: Always", "spec.containers[0].imagePullPolcy", "did you mean `imagePullPolicy`?"),
      ("resources: {request: {cpu: 1}}", "spec.containers[0].resources.request", "did you mean `requests`?"),
      (
        "env: [{name: A, valueFrom: {configMapKeyRef: {name: c, keyy: k}}}]",
        "spec.containers[0].env[0].valueFrom.configMapKeyRef.keyy", "did you mean `key`?"
      ),
      ("securityContext: {unheardOf: 1}", "spec.containers[0].securityContext.unheardOf", nil),
    ])
  func unknownFields(field: String, path: String, hint: String?) throws {
    let outcome = try read(field)
    #expect(outcome.problems.isEmpty)
    #expect(outcome.warnings.map(\.message) == ["unknown field \"\(path)\""])
    #expect(outcome.warnings.first?.path == path)
    #expect(outcome.warnings.first?.hint == hint)
    #expect(outcome.warnings.first?.place?.line == 1)
    #expect(outcome.manifests.count == 1)
  }

  @Test("Null reads as absent everywhere")
  func nulls() throws {
    let outcome = try read(
      "env: null, resources: null, ports: ~, livenessProbe: null, lifecycle: {preStop: null}")
    #expect(outcome.problems.isEmpty && outcome.warnings.isEmpty)
  }
}
