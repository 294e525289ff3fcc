extension Script {
  /// The timeline: choice of run, arrangement, strategies and time; reading values off at a time.
  static let timeline = #"""
    const view = { scene: null, from: 0, to: 1, at: null, changed: [] };
    const chart = $("#chart");
    if (chart && data.scenes.length) {
      const READY = 1,
        DESIRED = 2,
        ORACLE = 3,
        LATENCY = 4,
        BACKLOG = 5,
        LOST = 6;
      const LINES = { load: [0], replicas: [READY, DESIRED, ORACLE], latency: [LATENCY], backlog: [
          BACKLOG], lost: [LOST] };
      const STYLE = {
        [DESIRED]: "line desired", [ORACLE]: "line oracle" };
      const SVG = "http://www.w3.org/2000/svg";
      const scenes = data.scenes.map(raw => ({
        ...raw,
        open: once(() => {
          const load = envelope(raw.load);
          const lanes = raw.lanes.map(lane => lane && [load, ...lane.lines.map(envelope)]);
          const all = i => lanes.filter(Boolean).map(lane => lane[i]);
          const used = greatest([...all(READY), ...all(DESIRED)]);
          const most = Math.max(greatest(all(LATENCY)), data.objective * 1.2),
            least = Math.min(leastAbove0(all(LATENCY)), data.objective);
          return {
            lanes,
            scales: {
              load: fromZero(greatest([load]), 2),
              replicas: fromZero(Math.max(used, Math.min(greatest(all(ORACLE)), 1.5 * used)),
                3),
              latency: least > 0 && most > 20 * least ? powers(least, most) : fromZero(most, 3),
              backlog: fromZero(greatest(all(BACKLOG)), 2),
              lost: fromZero(greatest(all(LOST)), 2)
            }
          };
        })
      }));
      const form = $("#controls"),
        slider = $("#when"),
        sections = $$(".lane", chart);
      const shown = () => $$("[name=who]", form).filter(box => !box.checked).map(box => +box.value);
      const isOverlay = () => form.elements.way?.value === "overlay";
      const panels = $$(".panel", chart).map(root => ({
        root,
        measure: root.dataset.measure,
        svg: $("svg", root),
        plot: $(".plot", root),
        read: $(".read", root),
        lane: root.closest(".lane")?.dataset.lane ?? "load"
      }));
      const path = (svg, cls, d) => { const p = document.createElementNS(SVG, "path");
        p.setAttribute("class", cls);
        p.setAttribute("d", d);
        svg.append(p); };

      const members = panel => {
        const { lanes } = view.scene.open(), off = shown();
        if (panel.lane === "load") { const i = lanes.findIndex(Boolean); return i < 0 ? [] : [i]; }
        if (panel.lane === "all") return lanes.map((_, i) => i).filter(i => lanes[i] && !off.includes(
          i));
        return lanes[+panel.lane] ? [+panel.lane] : [];
      };
      const drawPanel = panel => {
        const { lanes, scales } = view.scene.open(), scale = scales[panel.measure], svg = panel.svg;
        const height = parseInt(panel.plot.style.height) * 2,
          columns = view.scene.columns,
          who = members(panel);
        $$("path,rect", svg).forEach(e => e.remove());
        $$(".yt", panel.plot).forEach(e => e.remove());
        const limit = depth(scale, data.objective, height);
        if (panel.measure === "latency") {
          const late = document.createElementNS(SVG, "rect");
          late.setAttribute("class", "late");
          late.setAttribute("width", columns);
          late.setAttribute("height", limit);
          svg.append(late);
        }
        path(svg, "grid", "");
        if (panel.measure === "latency") path(svg, "slo", `M0 ${limit}H${columns}`);
        for (const i of who) {
          const lines = panel.lane === "all" ? LINES[panel.measure].slice(0, 1) : LINES[panel.measure];
          if (who.length === 1 && panel.lane !== "all" && panel.measure !== "latency") path(svg,
            "area s" + i % 8, area(lanes[i][lines[0]], scale, height));
          for (const l of [...lines].reverse()) path(svg, (STYLE[l] || "line") + " s" + i % 8, stepLine(
            lanes[i][l], scale, height));
        }
        for (const tick of labels(scale)) panel.plot.append(make("span", {
          className: "yt",
          style: `top:${100 * (1 - scale.at(tick))}%`,
          ariaHidden: "true",
          textContent: panel.measure === "latency" ? secs(tick) : num(tick)
        }));
        const word = v => panel.measure === "latency" ? secs(v) : num(v);
        const parts = who.flatMap(i => LINES[panel.measure].map(l => greatest([lanes[i][l]])));
        $("desc", svg).textContent = parts.length ? "highest value " + word(Math.max(...parts)) :
          "nothing recorded";
      };
      const calm = (lane, i) => {
        const lines = view.scene.open().lanes[i],
          text = $(".calm", lane),
          silent = lines ?
          [BACKLOG, LOST].filter(l => !greatest([lines[l]])) : [BACKLOG, LOST];
        $("[data-measure=backlog]", lane).hidden = silent.includes(BACKLOG);
        $("[data-measure=lost]", lane).hidden = silent.includes(LOST);
        text.hidden = !silent.length;
        text.textContent = !lines ? "Not run." : silent.length > 1 ?
          "No request waited at the end of a row, and none was lost." :
          silent[0] === LOST ? "No request was lost." : "No request waited at the end of a row.";
      };
      const frame = () => {
        const { from, to, scene } = view, width = scene.width;
        const ticks = timeTicks(from * width, to * width, chart.clientWidth < 600 ? 6 : 8);
        for (const panel of panels) {
          const height = parseInt(panel.plot.style.height) * 2,
            scale = scene.open().scales[panel.measure];
          panel.svg.setAttribute("viewBox", `${from} 0 ${to - from} ${height}`);
          $(".grid", panel.svg).setAttribute("d", scale.ticks.map(t =>
              `M0 ${depth(scale, t, height)}H${scene.columns}`).join("") +
            ticks.map(t => `M${t.t / width} 0V${height}`).join(""));
        }
        for (const axis of $$(".xaxis", chart)) axis.replaceChildren(...ticks.map(t => [t, (t.t /
            width - from) / (to - from)])
          .filter(([, x]) => x <= .97).map(([t, x]) => make("span", { className: "xt",
            style: `left:${100 * x}%`, textContent: t.label })));
        slider.min = Math.floor(from);
        slider.max = Math.max(Math.ceil(to) - 1, Math.floor(from));
        point(view.at === null ? null : Math.min(Math.max(view.at, from), to - 1));
        view.changed.forEach(f => f());
      };
      const zoom = (from, to) => {
        const n = view.scene.columns,
          wide = Math.min(Math.max(to - from, Math.min(4, n)), n);
        view.from = Math.min(Math.max(from, 0), n - wide);
        view.to = view.from + wide;
        frame();
      };

      const span = (line, c, word) => {
        const [lo, hi] = [word(line.lo[c]), word(line.hi[c])];
        return lo === hi ? lo : lo + " to " + hi;
      };
      const reason = (i, time) => {
        const log = view.log?.[i];
        if (!log) return "";
        let best = -1;
        for (let r = 0; r < log.time.length && log.time[r] <= time; r++)
          if (log.workload[r] === view.scene.workload) best = r;
        return best < 0 ? "" :
          `${day(log.time[best])} ${clock(log.time[best])}: ${log.from[best]} → ${log.to[best]}, ${log.error[best] || log.reason[best]}`;
      };
      const point = at => {
        view.at = at;
        chart.classList.toggle("at", at !== null);
        chart.style.setProperty("--at", 100 * ((at ?? 0) + .5 - view.from) / (view.to - view.from) +
          "%");
        const { lanes } = view.scene.open(), c = at === null ? 0 : Math.floor(at), time = c * view.scene
          .width;
        const when = day(time) + " " + clock(time);
        if (at !== null) slider.value = c;
        for (const panel of panels) {
          const word = panel.measure === "latency" ? secs : num;
          panel.read.replaceChildren(...at === null ? [] : members(panel).flatMap((i, n) => {
            const of = l => span(lanes[i][l], c, word);
            if (panel.lane === "all") return [make("span", { textContent: (n ? " · " : "") + data
                .strategies[i] + " " + of(LINES[panel.measure][0]) })];
            if (panel.lane === "load") return [`${when}: ${of(0)} requests/s`];
            return [panel.measure === "replicas" ?
              `${of(READY)} ready, ${of(DESIRED)} desired, ${of(ORACLE)} oracle` : of(LINES[
                panel.measure][0])
            ];
          }));
        }
        for (const s of sections)
          if (s.dataset.lane !== "all") $(".why", s).textContent = at === null ? "" : reason(+s.dataset
            .lane, time + view.scene.width - 1);
        slider.setAttribute("aria-valuetext", at === null ? "" : when + ", load " + span(lanes.find(
            Boolean)?.[0] ?? { lo: [], hi: [] }, c, num) + "; " +
          lanes.map((l, i) => l && !shown().includes(i) ?
            `${data.strategies[i]}: ${span(l[READY], c, num)} ready, P95 ${span(l[LATENCY], c, secs)}` :
            "").filter(Boolean).join("; "));
      };
      const show = index => {
        view.scene = scenes[index];
        const log = data.logs.find(l => l[0] === view.scene.block);
        view.log = log && log[1].map(set => set && openLog(set));
        sections.forEach(s => { if (s.dataset.lane !== "all") { calm(s, +s.dataset.lane);
            $(".note", s).textContent = view.scene.lanes[+s.dataset.lane]?.note ?? ""; } });
        $$("#shown,.shown").forEach(e => e.textContent = view.scene.title);
        panels.forEach(drawPanel);
        view.at = null;
        zoom(0, view.scene.columns);
      };
      const arrange = () => {
        const off = shown();
        sections.forEach(s => s.hidden = s.dataset.lane === "all" ? !isOverlay() : isOverlay() || off
          .includes(+s.dataset.lane));
        panels.filter(p => p.lane === "all").forEach(drawPanel);
        frame();
      };

      const column = (event, plot) => {
        const box = plot.getBoundingClientRect();
        return view.from + Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * (view.to -
          view.from);
      };
      let start = null;
      const brush = (a, b) => {
        const place = x => 100 * (x - view.from) / (view.to - view.from);
        chart.style.setProperty("--from", place(Math.min(a, b)) + "%");
        chart.style.setProperty("--span", place(Math.max(a, b)) - place(Math.min(a, b)) + "%");
      };
      for (const { plot } of panels) {
        plot.addEventListener("pointermove", e => {
          const c = column(e, plot);
          point(Math.min(Math.floor(c), view.scene.columns - 1));
          if (start !== null) brush(start, c);
        });
        plot.addEventListener("pointerdown", e => { if (e.button === 0) { start = column(e, plot);
            plot.setPointerCapture(e.pointerId); } });
        plot.addEventListener("pointerup", e => {
          const end = column(e, plot);
          brush(view.from, view.from);
          if (start !== null && Math.abs(end - start) > (view.to - view.from) / 100) zoom(Math.min(
            start, end), Math.max(start, end));
          start = null;
        });
        plot.addEventListener("pointercancel", () => { start = null;
          brush(view.from, view.from); });
        plot.addEventListener("pointerleave", e => { if (start === null && e.pointerType === "mouse")
            point(null); });
        plot.addEventListener("dblclick", () => zoom(0, view.scene.columns));
      }
      slider.addEventListener("input", () => point(+slider.value));
      form.addEventListener("submit", e => e.preventDefault());
      form.addEventListener("change", e => e.target.id === "scene" ? (show(+e.target.value), arrange()) :
        arrange());
      form.addEventListener("click", e => {
        const { from, to } = view, wide = to - from, middle = view.at === null ? (from + to) / 2 :
          view.at + .5;
        const kind = e.target.closest("[data-zoom]")?.dataset.zoom;
        if (kind === "in") zoom(middle - wide / 4, middle + wide / 4);
        if (kind === "out") zoom(middle - wide, middle + wide);
        if (kind === "left") zoom(from - wide / 2, to - wide / 2);
        if (kind === "right") zoom(from + wide / 2, to + wide / 2);
        if (kind === "all") zoom(0, view.scene.columns);
      });
      view.look = time => {
        const c = Math.floor(time / view.scene.width),
          wide = Math.min(view.to - view.from, view.scene.columns / 12);
        zoom(c - wide / 2, c + wide / 2);
        point(Math.min(c, view.scene.columns - 1));
        chart.scrollIntoView();
      };
      form.hidden = false;
      slider.closest(".scrub").hidden = false;
      chart.classList.add("live");
      view.start = () => { show(0);
        arrange();
        addEventListener("resize", frame); };
    }


    """#
}
