extension Script {
  /// Short words for the page's elements, and numbers and times in the same form as in Swift.
  static let tools = #"""
    const $ = (selector, root = document) => root.querySelector(selector);
    const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
    const make = (tag, properties = {}, ...inner) => {
      const element = document.createElement(tag);
      for (const key in properties)
        key in element ? element[key] = properties[key] : element.setAttribute(key, properties[key]);
      element.append(...inner);
      return element;
    };
    const once = build => { let value; return () => value ??= build(); };
    const data = JSON.parse($("#data").textContent);

    const isMissing = value => value === null || value === undefined || isNaN(value);
    const num = value => {
      if (isMissing(value)) return "–";
      const rounded = Math.abs(value) >= 100 ? Math.round(value) : +value.toPrecision(3);
      return rounded.toLocaleString("en-US", { maximumFractionDigits: 12 }).replace("-", "−");
    };
    const secs = value => isMissing(value) ? "–" : value < 1 ? num(value * 1000) + " ms" : num(value) + " s";
    const DAY = 864e5;
    const epoch = () => view.scene.epoch;
    const day = time => {
      if (!epoch()) return "day " + (Math.floor(time / DAY) + 1);
      const date = new Date(epoch() + time), words = date.toUTCString();
      return words.slice(0, 3) + " " + date.getUTCDate() + " " + words.slice(8, 11);
    };
    const clock = time => {
      const two = n => String(n).padStart(2, "0");
      const seconds = Math.floor(((epoch() + time) % DAY + DAY) % DAY / 1000);
      const text = two(Math.floor(seconds / 3600)) + ":" + two(Math.floor(seconds / 60) % 60);
      return seconds % 60 ? text + ":" + two(seconds % 60) : text;
    };

    """#
}
