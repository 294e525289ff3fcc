extension Script {
  /// Keeps the marks of events at their times when the charts are zoomed.
  static let events = #"""
    if (isLive) view.changed.push(() => {
      const { from, to, scene } = view;
      for (const mark of $$(".ev", chart)) {
        const x = (mark.dataset.t / scene.width - from) / (to - from);
        mark.hidden = x < 0 || x > 1;
        mark.style.left = 100 * x + "%";
      }
    });

    """#
}
