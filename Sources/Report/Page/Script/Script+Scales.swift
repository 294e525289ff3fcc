extension Script {
  /// Scales, steps of axes and paths: what `Scale`, `TimeAxis`, `StepLine` and `Area` are in Swift.
  static let scales = #"""
    const roundStep = size => {
      if (!(size > 0) || !isFinite(size)) return 1;
      const power = 10 ** Math.ceil(Math.log10(size) - 1e-12);
      return [power / 5, power / 2].find(step => step >= size) ?? power;
    };
    const cut = share => Math.min(Math.max(share, 0), 1);
    const fromZero = (most, count) => {
      const top = most > 0 ? most * 1.05 : 1, step = roundStep(.7 * top / count);
      const multiple = i => step < 1 ? i / Math.round(1 / step) : i * step;
      const ticks = Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => multiple(i));
      return { ticks, at: value => cut(value / top) };
    };
    const powers = (least, most) => {
      const low = least / 1.2, high = Math.max(most, least) * 1.2, decades = [], fine = [];
      for (let exponent = -9; exponent < 15; exponent++) for (const factor of [1, 2, 5]) {
        const tick = +`${factor}e${exponent}`;
        if (tick < low || tick > high) continue;
        fine.push(tick);
        if (factor === 1) decades.push(tick);
      }
      const at = value => value > low ? cut(Math.log(value / low) / Math.log(high / low)) : 0;
      return { ticks: decades.length > 1 ? decades : fine, at };
    };
    const labels = scale => {
      const every = Math.floor((scale.ticks.length + 3) / 4);
      return scale.ticks.filter((_, i) => i % every === 0);
    };
    const greatest = lines => Math.max(0, ...lines.map(line => line.hi.reduce((m, v) => v > m ? v : m, 0)));
    const leastAbove0 = lines => Math.min(
      ...lines.map(line => line.lo.reduce((m, v) => v > 0 && v < m ? v : m, Infinity)));

    const STEPS = [1, 2, 5, 10, 15, 30].map(n => n * 1e3).concat(
      [1, 2, 5, 10, 15, 30].map(n => n * 6e4), [1, 2, 3, 6, 12].map(n => n * 36e5),
      [1, 2, 7, 14, 28, 91, 364, 3640].map(n => n * DAY));
    const timeTicks = (from, to, count) => {
      const step = STEPS.find(length => (to - from) / length <= count) ?? STEPS[STEPS.length - 1], ticks = [];
      let t = Math.ceil((epoch() + from) / step) * step - epoch(), last = "";
      for (; t <= to && ticks.length < 1000; t += step) {
        const today = day(t);
        ticks.push({ t, label: step >= DAY ? today : today === last ? clock(t) : today + " " + clock(t) });
        last = today;
      }
      return ticks;
    };

    const depth = (scale, value, height) => height - Math.round(scale.at(value) * height);
    const stepLine = (line, scale, height) => {
      let path = "", end = null;
      line.lo.forEach((least, x) => {
        if (least === null) {
          end = null;
          return;
        }
        const low = depth(scale, least, height), high = depth(scale, line.hi[x], height);
        if (end === null) path += `M${x} ${low}`;
        const isLowNearer = end === null || Math.abs(end - low) <= Math.abs(end - high);
        const [first, last] = isLowNearer ? [low, high] : [high, low];
        path += (first === end ? "" : `V${first}`) + (last === first ? "" : `V${last}`) + `H${x + 1}`;
        end = last;
      });
      return path;
    };
    const area = (line, scale, height) => {
      let path = "", isOpen = false;
      line.hi.forEach((value, x) => {
        if (value === null && isOpen) path += `V${height}z`;
        if (value !== null && !isOpen) path += `M${x} ${height}`;
        if (value !== null) path += `V${depth(scale, value, height)}H${x + 1}`;
        isOpen = value !== null;
      });
      return isOpen ? path + `V${height}z` : path;
    };

    """#
}
