extension Script {
  /// The drawings of the timeline: `TimePanel` in the browser, for any scene and choice of strategies.
  static let panels = #"""
    const chart = $("#chart"), form = $("#controls");
    const isLive = !!chart && scenes.length > 0;
    const sections = isLive ? $$(".lane", chart) : [];
    const lanesOf = sections.filter(section => section.dataset.lane !== "all");
    const panels = isLive ? $$(".panel", chart).map(root => ({
      root, measure: root.dataset.measure, lane: root.closest(".lane")?.dataset.lane ?? "load",
      svg: $("svg", root), plot: $(".plot", root), read: $(".read", root),
      height: 2 * parseInt($(".plot", root).style.height)
    })) : [];
    const switchedOff = () => $$("[name=who]", form).filter(box => !box.checked).map(box => +box.value);
    const isOverlay = () => form.elements.way?.value === "overlay";

    const membersOf = panel => {
      const { lanes } = view.scene.open(), known = lanes.map((_, i) => i).filter(i => lanes[i]);
      if (panel.lane === "load") return known.slice(0, 1);
      if (panel.lane !== "all") return known.filter(i => i === +panel.lane);
      const off = switchedOff();
      return known.filter(i => !off.includes(i));
    };
    const add = (svg, name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      svg.append(element);
    };
    const drawPanel = panel => {
      const { lanes, scales } = view.scene.open(), { svg, height, measure } = panel;
      const scale = scales[measure], members = membersOf(panel), { columns } = view.scene;
      const isLatency = measure === "latency", isShared = panel.lane === "all";
      const limit = depth(scale, data.objective, height), word = isLatency ? secs : num;
      $$("path, rect", svg).forEach(element => element.remove());
      $$(".yt", panel.plot).forEach(element => element.remove());
      if (isLatency) add(svg, "rect", { class: "late", width: columns, height: limit });
      add(svg, "path", { class: "grid" });
      if (isLatency) add(svg, "path", { class: "slo", d: `M0 ${limit}H${columns}` });
      const lines = isShared ? LINES[measure].slice(0, 1) : LINES[measure];
      for (const i of members) {
        const color = " s" + i % 8;
        if (!isShared && !isLatency)
          add(svg, "path", { class: "area" + color, d: area(lanes[i][lines[0]], scale, height) });
        for (const line of [...lines].reverse()) {
          const d = stepLine(lanes[i][line], scale, height);
          add(svg, "path", { class: (STYLE[line] || "line") + color, d });
        }
      }
      for (const tick of labels(scale)) {
        const style = `top:${100 * (1 - scale.at(tick))}%`;
        panel.plot.append(make("span", { className: "yt", ariaHidden: "true", textContent: word(tick), style }));
      }
      const highest = members.map(i => greatest(lines.map(line => lanes[i][line])));
      $("desc", svg).textContent =
        highest.length ? "highest value " + word(Math.max(...highest)) : "nothing recorded";
    };
    const drawRules = (panel, ticks) => {
      const { svg, height } = panel, { from, to, scene } = view;
      svg.setAttribute("viewBox", `${from} 0 ${to - from} ${height}`);
      const scale = scene.open().scales[panel.measure];
      const across = scale.ticks.map(tick => `M0 ${depth(scale, tick, height)}H${scene.columns}`);
      const along = ticks.map(tick => `M${tick.t / scene.width} 0V${height}`);
      $(".grid", svg).setAttribute("d", across.concat(along).join(""));
    };
    const drawAxis = (axis, ticks) => {
      const { from, to, scene } = view;
      const places = ticks.map(({ t, label }) => ({ label, x: (t / scene.width - from) / (to - from) }));
      axis.replaceChildren(...places.filter(({ x }) => x <= .97).map(({ label, x }) =>
        make("span", { className: "xt", style: `left:${100 * x}%`, textContent: label })));
    };
    const calm = section => {
      const lines = view.scene.open().lanes[+section.dataset.lane];
      const silent = [BACKLOG, LOST].filter(line => !lines || !greatest([lines[line]]));
      $("[data-measure=backlog]", section).hidden = silent.includes(BACKLOG);
      $("[data-measure=lost]", section).hidden = silent.includes(LOST);
      const text = $(".calm", section);
      text.hidden = !silent.length;
      text.textContent = !lines ? "Not run."
        : silent.length > 1 ? "No request waited at the end of a row, and none was lost."
          : silent[0] === LOST ? "No request was lost." : "No request waited at the end of a row.";
    };

    """#
}
