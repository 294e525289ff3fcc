extension Script {
  /// Tables that sort by a column when its heading is pressed; rows without a number stay last.
  static let sorting = #"""
    const keyOf = cell => {
      if (!("v" in cell.dataset)) return cell.textContent.trim();
      return cell.dataset.v === "" ? null : +cell.dataset.v;
    };
    const compare = (a, b) => {
      if (a === null || b === null) return 0;
      return typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
    };
    for (const table of $$("table.sortable")) {
      const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
      heads.forEach((head, column) => {
        const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
        head.append(button);
        button.onclick = () => {
          const isDown = head.getAttribute("aria-sort") === "ascending", sign = isDown ? -1 : 1;
          heads.forEach(other => other.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
          [...body.rows].map((row, place) => ({ row, place, key: keyOf(row.cells[column]) }))
            .sort((a, b) =>
              (a.key === null) - (b.key === null) || sign * compare(a.key, b.key) || a.place - b.place)
            .forEach(({ row }) => body.append(row));
        };
      });
    }

    """#
}
