extension Script {
  /// What hands do to the timeline: point at a time, drag over a range, press buttons.
  static let pointer = #"""
    const columnAt = (event, plot) => {
      const box = plot.getBoundingClientRect(), share = (event.clientX - box.left) / box.width;
      return view.from + Math.min(Math.max(share, 0), 1) * (view.to - view.from);
    };
    const brush = (a, b) => {
      const place = column => 100 * (column - view.from) / (view.to - view.from);
      chart.style.setProperty("--from", place(Math.min(a, b)) + "%");
      chart.style.setProperty("--span", place(Math.max(a, b)) - place(Math.min(a, b)) + "%");
    };
    const watch = plot => {
      let start = null;
      const stop = () => { start = null; brush(view.from, view.from); };
      plot.addEventListener("pointermove", event => {
        const column = columnAt(event, plot);
        point(Math.min(Math.floor(column), view.scene.columns - 1));
        if (start !== null) brush(start, column);
      });
      plot.addEventListener("pointerdown", event => {
        if (event.button !== 0) return;
        start = columnAt(event, plot);
        plot.setPointerCapture(event.pointerId);
      });
      plot.addEventListener("pointerup", event => {
        const [first, last] = [start ?? 0, columnAt(event, plot)].sort((a, b) => a - b);
        const isDrag = start !== null && last - first > (view.to - view.from) / 100;
        stop();
        if (isDrag) zoom(first, last);
      });
      plot.addEventListener("pointercancel", stop);
      plot.addEventListener("pointerleave", event => {
        if (start === null && event.pointerType === "mouse") point(null);
      });
      plot.addEventListener("dblclick", () => zoom(0, view.scene.columns));
    };
    const press = kind => {
      const { from, to, at } = view, wide = to - from, middle = at === null ? (from + to) / 2 : at + .5;
      if (kind === "in") zoom(middle - wide / 4, middle + wide / 4);
      if (kind === "out") zoom(middle - wide, middle + wide);
      if (kind === "left") zoom(from - wide / 2, to - wide / 2);
      if (kind === "right") zoom(from + wide / 2, to + wide / 2);
      if (kind === "all") zoom(0, view.scene.columns);
    };
    if (isLive) {
      panels.forEach(panel => watch(panel.plot));
      slider.addEventListener("input", () => point(+slider.value));
      form.addEventListener("submit", event => event.preventDefault());
      form.addEventListener("change", event => {
        if (event.target.id === "scene") show(+event.target.value); else arrange();
      });
      form.addEventListener("click", event => press(event.target.closest("[data-zoom]")?.dataset.zoom));
      addEventListener("resize", frame);
      form.hidden = false;
      slider.closest(".scrub").hidden = false;
      chart.classList.add("live");
    }

    """#
}
