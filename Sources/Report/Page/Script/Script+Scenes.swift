extension Script {
  /// The scenes with their lines unpacked, and the state of what is seen of them.
  static let scenes = #"""
    const READY = 1, DESIRED = 2, ORACLE = 3, LATENCY = 4, BACKLOG = 5, LOST = 6;
    const LINES = {
      load: [0], replicas: [READY, DESIRED, ORACLE], latency: [LATENCY], backlog: [BACKLOG], lost: [LOST]
    };
    const STYLE = { [DESIRED]: "line desired", [ORACLE]: "line oracle" };
    const scenes = data.scenes.map(raw => ({ ...raw, open: once(() => openScene(raw)) }));
    const openScene = raw => {
      const load = envelope(raw.load);
      const lanes = raw.lanes.map(lane => lane && [load, ...lane.lines.map(envelope)]);
      const all = line => lanes.filter(Boolean).map(lane => lane[line]);
      const used = greatest([...all(READY), ...all(DESIRED)]);
      const slowest = Math.max(greatest(all(LATENCY)), data.objective * 1.2);
      const fastest = Math.min(leastAbove0(all(LATENCY)), data.objective);
      const scales = {
        load: fromZero(greatest([load]), 2),
        replicas: fromZero(Math.max(used, Math.min(greatest(all(ORACLE)), 1.5 * used)), 3),
        latency: fastest > 0 && slowest > 20 * fastest ? powers(fastest, slowest) : fromZero(slowest, 3),
        backlog: fromZero(greatest(all(BACKLOG)), 2),
        lost: fromZero(greatest(all(LOST)), 2)
      };
      return { lanes, scales };
    };
    const COLUMNS = ["time", "from", "to", "asked", "workload", "metric", "reason", "limits", "error"];
    const openLog = set => {
      const log = {};
      COLUMNS.forEach((name, i) => {
        const numbers = unpack(set[i]);
        log[name] = i < 4 ? numbers : numbers.map(n => data.words[n]);
      });
      return log;
    };
    const view = { scene: null, log: null, from: 0, to: 1, at: null, changed: [] };

    """#
}
