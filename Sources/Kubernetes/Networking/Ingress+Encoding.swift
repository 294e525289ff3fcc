extension Ingress {
  /// The object as a manifest that kubectl applies; what is nil or empty is left out.
  public func encode() -> DocumentNode {
    .fields([
      ("apiVersion", .text("networking.k8s.io/v1")), ("kind", .text("Ingress")),
      ("metadata", metadata.encode()),
      (
        "spec",
        .fields([
          ("ingressClassName", ingressClassName.map { .text($0) }),
          ("defaultBackend", defaultBackend?.encode()),
          (
            "tls",
            tls.isEmpty
              ? nil
              : .list(
                tls.map {
                  .fields([
                    ("hosts", $0.hosts.isEmpty ? nil : .list($0.hosts.map { .text($0) })),
                    ("secretName", $0.secretName.isEmpty ? nil : .text($0.secretName)),
                  ])
                })
          ),
          ("rules", rules.isEmpty ? nil : .list(rules.map { $0.encode() })),
        ])
      ),
    ])
  }
}

extension IngressRule {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("host", host.isEmpty ? nil : .text(host)),
      (
        "http",
        paths.map { paths in
          .fields([
            (
              "paths",
              .list(
                paths.map { entry in
                  .fields([
                    ("path", entry.path.isEmpty ? nil : .text(entry.path)),
                    ("pathType", entry.pathType.map { .text($0) }), ("backend", entry.backend.encode()),
                  ])
                })
            )
          ])
        }
      ),
    ])
  }
}

extension IngressBackend {
  fileprivate func encode() -> DocumentNode {
    .fields([
      (
        "service",
        service.map { name in
          .fields([
            ("name", .text(name)),
            (
              "port",
              .fields([
                ("name", portName.isEmpty ? nil : .text(portName)),
                ("number", portNumber == 0 ? nil : .number(portNumber)),
              ])
            ),
          ])
        }
      ),
      (
        "resource",
        resource.map {
          .fields([
            ("apiGroup", $0.apiVersion.isEmpty ? nil : .text($0.apiVersion)), ("kind", .text($0.kind)),
            ("name", .text($0.name)),
          ])
        }
      ),
    ])
  }
}
