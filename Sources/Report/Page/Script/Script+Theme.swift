extension Script {
  /// The button that turns the page light or dark; the choice is kept where the browser allows it.
  static let theme = #"""
    {
      const button = $("#theme"),
        names = { "": "system", light: "light", dark: "dark" },
        order = ["", "dark", "light"];
      let theme = "";
      try { theme = localStorage.getItem("scalelab-theme") || ""; } catch {}
      if (!(theme in names)) theme = "";
      const show = () => {
        theme ? document.documentElement.dataset.theme = theme : delete document.documentElement.dataset
          .theme;
        button.textContent = "Theme: " + names[theme];
      };
      button.onclick = () => {
        theme = order[(order.indexOf(theme) + 1) % order.length];
        try { localStorage.setItem("scalelab-theme", theme); } catch {}
        show();
      };
      button.hidden = false;
      show();
    }


    """#
}
