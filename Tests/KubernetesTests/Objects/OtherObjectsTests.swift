import Kubernetes
import Testing

@Suite("Services, nodes, budgets, priorities, pods")
struct OtherObjectsTests {
  @Test("A Deployment gets the API server's defaults and its pods the requests of their limits")
  func deploymentDefaults() throws {
    let outcome = try Outcome(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {generateName: web-}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: a
              image: i
              resources: {limits: {cpu: 2, memory: 1Gi}, requests: {cpu: 1}}
              readinessProbe: {httpGet: {port: 80}, periodSeconds: 0}
            resources: {limits: {cpu: 4, memory: 4Gi}}
      """)
    #expect(outcome.problems.isEmpty && outcome.warnings.isEmpty)
    guard case .deployment(let deployment) = outcome.manifests.first?.object else {
      Issue.record("no Deployment was read")
      return
    }
    #expect(deployment.metadata.name == "web")
    #expect(deployment.spec.replicas == 1)
    #expect(
      deployment.spec.strategy
        == DeploymentStrategy(type: "RollingUpdate", rollingUpdate: RollingUpdateDeployment()))
    #expect(deployment.spec.progressDeadlineSeconds == 600)
    let pod = deployment.spec.template.spec
    #expect(pod.terminationGracePeriodSeconds == 30)
    #expect(pod.restartPolicy == "Always")
    #expect(pod.containers[0].resources.requests.mapValues(\.value) == ["cpu": 1, "memory": 1 << 30])
    // The pod's own requests: what its containers ask for, since they ask for both.
    #expect(pod.resources?.requests.mapValues(\.value) == ["cpu": 1, "memory": 1 << 30])
    #expect(
      pod.containers[0].readinessProbe
        == Probe(handler: ProbeHandler(httpGet: HTTPGetAction(path: "/", port: .int(80), scheme: "HTTP"))))
  }

  @Test("A Pod is read with what decisions depend on")
  func pods() throws {
    let outcome = try Outcome(
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web-1
        labels: {app: web}
        uid: u1
        creationTimestamp: "2026-11-22T20:49:05Z"
        deletionTimestamp: "2026-11-22T20:50:05Z"
        deletionGracePeriodSeconds: 30
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: u2, controller: true}]
      spec:
        containers:
        - name: app
          image: i
          resources: {requests: {cpu: 250m}}
          env: [{name: A, value: b}]
          volumeMounts: [{name: v, mountPath: /v}]
        volumes: [{name: v, emptyDir: {}}]
        tolerations: [{key: a, operator: Exists}]
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: z}}]
        securityContext: {runAsNonRoot: true}
        serviceAccountName: web
        topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}]
      status:
        phase: Running
        startTime: "2026-11-22T20:49:06Z"
        qosClass: Burstable
        conditions:
        - {type: Ready, status: "False", lastTransitionTime: "2026-11-22T20:49:09Z", lastProbeTime: null}
        containerStatuses:
        - name: app
          ready: false
          restartCount: 1
          image: i
          imageID: ""
          lastState: {}
          state: {running: {startedAt: "2026-11-22T20:49:07Z"}}
      """)
    #expect(outcome.problems.isEmpty && outcome.warnings.isEmpty, "\(outcome.problems + outcome.warnings)")
    guard case .pod(let pod) = outcome.manifests.first?.object else {
      Issue.record("no Pod was read")
      return
    }
    #expect(pod.metadata.uid == "u1")
    #expect(pod.metadata.creationTimestampMs == 1_795_380_545_000)
    #expect(pod.metadata.deletionTimestampMs == 1_795_380_605_000)
    #expect(
      pod.metadata.ownerReferences == [
        OwnerReference(kind: "ReplicaSet", name: "web", uid: "u2", controller: true)
      ])
    #expect(pod.spec.containers[0].resources.requests["cpu"]?.milliValue == 250)
    #expect(pod.status?.phase == "Running")
    #expect(pod.status?.startTimeMs == 1_795_380_546_000)
    #expect(
      pod.status?.condition("Ready")
        == PodCondition(type: "Ready", status: "False", lastTransitionTimeMs: 1_795_380_549_000))
  }

  @Test("A Service leads to the port of the same number unless told otherwise")
  func services() throws {
    let outcome = try Outcome(
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, name: a}, {port: 81, name: b, targetPort: http}]}
      """
    )
    guard case .service(let service) = outcome.manifests.first?.object else {
      Issue.record("no Service was read: \(outcome.problems)")
      return
    }
    #expect(service.spec.ports.map(\.targetPort) == [.int(80), .string("http")])
    #expect(service.spec.type == "ClusterIP")
  }

  @Test(
    "Validation",
    arguments: Table(
      """
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {}}
        spec.ports: Required value
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: None}}
      {apiVersion: v1, kind: Service, metadata: {name: 1web}, spec: {ports: [{port: 0}]}}
        metadata.name: Invalid value: "1web": a DNS-1035 label must consist of lower case alphanumeric \
      characters or '-', start with an alphabetic character, and end with an alphanumeric character \
      (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
        spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive
        spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: Ingress, ports: [{port: 1}, \
      {port: 1, name: a}]}}
        spec.ports[0].name: Required value
        spec.ports[1]: Duplicate value: {"port":1,"protocol":"TCP"}
        spec.type: Unsupported value: "Ingress": supported values: "ClusterIP", "ExternalName", \
      "LoadBalancer", "NodePort"
      {apiVersion: v1, kind: Node, metadata: {name: n}, spec: {taints: [{key: a, effect: Soon}, {key: \
      b}]}, status: {capacity: {cpu: -1}}}
        spec.taints[0].effect: Unsupported value: "Soon": supported values: "NoSchedule", \
      "PreferNoSchedule", "NoExecute"
        spec.taints[1].effect: Required value
        status.capacity.cpu: Invalid value: "-1": must be greater than or equal to 0
        status.allocatable.cpu: Invalid value: "-1": must be greater than or equal to 0
      {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: {minAvailable: 1, \
      maxUnavailable: 1}}
        spec: Invalid value: \
      {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: \
      minAvailable and maxUnavailable cannot be both set
      {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: {minAvailable: 101%}}
        spec.minAvailable: Invalid value: "101%": must not be greater than 100%
      {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: {maxUnavailable: -1, \
      unhealthyPodEvictionPolicy: Never}}
        spec.maxUnavailable: Invalid value: -1: must be greater than or equal to 0
        spec.unhealthyPodEvictionPolicy: Unsupported value: "Never": supported values: "AlwaysAllow", \
      "IfHealthyBudget"
      {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: p}, value: 1000000001}
        value: Forbidden: maximum allowed value of a user defined priority is 1000000000
      {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: p}, value: -5, \
      preemptionPolicy: Sometimes}
        preemptionPolicy: Unsupported value: "Sometimes": supported values: "PreemptLowerPriority", "Never"
      {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-cluster-critical}, \
      value: 2000000000}
      """
    ).rows)
  func validation(object: String, expected: [String]) throws {
    #expect(try Outcome(object).answers == expected)
  }
}
