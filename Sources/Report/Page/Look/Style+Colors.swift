extension Style {
  /// The colors of both themes.
  ///
  /// Text has a contrast of at least 4.5 on its ground, lines and signs at least 3; the eight strategies keep
  /// apart for color-blind readers by lightness too, and each has a shape and a dash of its own.
  static let colors = """
    :root { color-scheme: light dark; \(light) }
    @media (prefers-color-scheme: dark) {
      :root:not([data-theme=light]) { \(dark) }
    }
    :root[data-theme=dark] { color-scheme: dark; \(dark) }
    :root[data-theme=light] { color-scheme: light }
    .s0 { --c:var(--c0) }
    .s1 { --c:var(--c1) }
    .s2 { --c:var(--c2) }
    .s3 { --c:var(--c3) }
    .s4 { --c:var(--c4) }
    .s5 { --c:var(--c5) }
    .s6 { --c:var(--c6) }
    .s7 { --c:var(--c7) }



    """

  /// Colors on a light ground, on paper too.
  static let light = """
    --ground:#f6f7f8; --card:#fff; --ink:#1a1e23; --soft:#56606b; --rule:#d8dde2; --faint:#e9ecef; \
    --accent:#0a5aa8; --good:#0b6b4f; --good-bg:#dff3ea; --bad:#a3320b; --bad-bg:#fde7dc; --calm-bg:#eceff2; \
    --late:#d55e0017; --slo:#a3320b; --c0:#3678e7; --c1:#99900d; --c2:#005800; --c3:#d66d78; --c4:#792f60; \
    --c5:#615aa7; --c6:#514a38; --c7:#b56b96
    """

  /// Colors on a dark ground.
  static let dark = """
    --ground:#13161a; --card:#1b1f24; --ink:#e8eaed; --soft:#a6afb9; --rule:#3a424b; --faint:#2a3037; \
    --accent:#74b6f7; --good:#62d3a6; --good-bg:#16382c; --bad:#ff9c70; --bad-bg:#43210f; --calm-bg:#2c333b; \
    --late:#ff8a4a1c; --slo:#ff9c70; --c0:#56e9ff; --c1:#648d81; --c2:#c3debf; --c3:#e09444; --c4:#aa61b6; \
    --c5:#81adff; --c6:#9c9b69; --c7:#f7d790
    """
}
