extension Script {
  /// The timeline: choice of run, arrangement, strategies and time; reading values off at a time.
  static let timeline = #"""
    const slider = $("#when");
    const range = (line, column, word) => {
      const [low, high] = [word(line.lo[column]), word(line.hi[column])];
      return low === high ? low : low + " to " + high;
    };
    const lastDecision = (log, time) => {
      let last = -1;
      for (let r = 0; r < log.time.length && log.time[r] <= time; r++)
        if (log.workload[r] === view.scene.workload) last = r;
      if (last < 0) return "";
      const when = day(log.time[last]) + " " + clock(log.time[last]);
      return `${when}: ${log.from[last]} → ${log.to[last]}, ${log.error[last] || log.reason[last]}`;
    };
    const readings = (panel, column, when) => {
      const { lanes } = view.scene.open(), word = panel.measure === "latency" ? secs : num;
      return membersOf(panel).map(i => {
        const value = line => range(lanes[i][line], column, word), first = value(LINES[panel.measure][0]);
        if (panel.lane === "all") return data.strategies[i] + " " + first;
        if (panel.lane === "load") return `${when}: ${first} requests/s`;
        if (panel.measure !== "replicas") return first;
        return `${first} ready, ${value(DESIRED)} desired, ${value(ORACLE)} oracle`;
      }).join(" · ");
    };
    const spoken = (column, when) => {
      const { lanes } = view.scene.open(), off = switchedOff(), first = lanes.find(Boolean);
      const parts = lanes.map((lane, i) => !lane || off.includes(i) ? "" : data.strategies[i] + ": "
        + range(lane[READY], column, num) + " ready, P95 " + range(lane[LATENCY], column, secs));
      const load = first ? range(first[0], column, num) : "–";
      return [`${when}, load ${load}`, ...parts].filter(Boolean).join("; ");
    };
    const point = at => {
      view.at = at;
      const isOn = at !== null, column = Math.floor(at ?? 0), time = column * view.scene.width;
      const when = day(time) + " " + clock(time);
      chart.classList.toggle("at", isOn);
      chart.style.setProperty("--at", 100 * (column + .5 - view.from) / (view.to - view.from) + "%");
      if (isOn) slider.value = column;
      slider.setAttribute("aria-valuetext", isOn ? spoken(column, when) : "");
      for (const panel of panels) panel.read.textContent = isOn ? readings(panel, column, when) : "";
      for (const section of lanesOf) {
        const log = view.log?.[+section.dataset.lane];
        $(".why", section).textContent = isOn && log ? lastDecision(log, time + view.scene.width - 1) : "";
      }
    };
    const frame = () => {
      const { from, to, scene } = view;
      const ticks = timeTicks(from * scene.width, to * scene.width, chart.clientWidth < 600 ? 6 : 8);
      panels.forEach(panel => drawRules(panel, ticks));
      $$(".xaxis", chart).forEach(axis => drawAxis(axis, ticks));
      slider.min = Math.floor(from);
      slider.max = Math.max(Math.ceil(to) - 1, Math.floor(from));
      point(view.at === null ? null : Math.min(Math.max(view.at, from), to - 1));
      view.changed.forEach(f => f());
    };
    const zoom = (from, to) => {
      const all = view.scene.columns, wide = Math.min(Math.max(to - from, Math.min(4, all)), all);
      view.from = Math.min(Math.max(from, 0), all - wide);
      view.to = view.from + wide;
      frame();
    };
    const look = time => {
      const column = Math.floor(time / view.scene.width);
      const wide = Math.min(view.to - view.from, view.scene.columns / 12);
      zoom(column - wide / 2, column + wide / 2);
      point(Math.min(column, view.scene.columns - 1));
      chart.scrollIntoView();
    };
    const arrange = () => {
      const off = switchedOff();
      for (const section of sections) section.hidden = section.dataset.lane === "all"
        ? !isOverlay() : isOverlay() || off.includes(+section.dataset.lane);
      panels.filter(panel => panel.lane === "all").forEach(drawPanel);
      frame();
    };
    const show = index => {
      view.scene = scenes[index];
      const log = data.logs.find(([block]) => block === view.scene.block);
      view.log = log && log[1].map(set => set && openLog(set));
      for (const section of lanesOf) {
        calm(section);
        $(".note", section).textContent = view.scene.lanes[+section.dataset.lane]?.note ?? "";
      }
      $$("#shown, .shown").forEach(element => element.textContent = view.scene.title);
      panels.forEach(drawPanel);
      Object.assign(view, { at: null, from: 0, to: view.scene.columns });
      arrange();
    };

    """#
}
