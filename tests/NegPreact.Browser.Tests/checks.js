// What is looked for in an open page. Each check gives a list of complaints, empty where all is well.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const seen = element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const place = element => {
    const cell = element.closest("[id]");
    return `${cell ? "#" + cell.id : "page"} <${element.tagName.toLowerCase()}> "${element.textContent.trim().slice(0, 40)}"`;
  };

  function colour(text) {
    const parts = text.match(/^rgba?\(([^)]+)\)$/);
    if (!parts) throw new Error(`a colour in another form: ${text}`);
    const [r, g, b, a = 1] = parts[1].split(/[ ,/]+/).map(Number);
    return { rgb: [r, g, b], alpha: a };
  }

  const over = (above, below) => above.rgb.map((c, i) => c * above.alpha + below[i] * (1 - above.alpha));

  // What lies behind an element: all its surroundings' backgrounds, one over the other.
  function ground(element) {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(colour(getComputedStyle(e).backgroundColor));
    const page = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
    return layers.reduceRight((below, layer) => over(layer, below), page);
  }

  function opacity(element) {
    let all = 1;
    for (let e = element; e; e = e.parentElement) all *= Number(getComputedStyle(e).opacity);
    return all;
  }

  // WCAG 2.2, relative luminance and contrast ratio.
  const luminance = rgb => rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  function ratio(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  }

  function contrast(element, paint, least) {
    const style = getComputedStyle(element);
    const ink = colour(style[paint]);
    const strength = element instanceof SVGElement ? Number(style[paint + "Opacity"]) : 1;
    const behind = ground(element);
    // Translucent marks are judged by their colour: where they matter they lie over each other.
    const shown = least < 4.5 ? ink.rgb : over({ rgb: ink.rgb, alpha: ink.alpha * strength * opacity(element) }, behind);
    const found = ratio(shown, behind);
    return found < least ? [`${place(element)}: ${style[paint]} has ${found.toFixed(2)} to 1 on rgb(${behind.map(Math.round)})`] : [];
  }

  const marks = [
    [".scatterlayer .js-line", "stroke"], [".scatterlayer .points path", "fill"], [".barlayer .point path", "fill"],
    [".boxlayer path.box", "stroke"], [".errorbar path", "stroke"], [".legendlines path", "stroke"],
  ];

  return {
    texts() {
      const complaints = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!/\S/.test(walker.currentNode.data) || element.closest("script, style, noscript") || !seen(element)) continue;
        complaints.push(...contrast(element, element instanceof SVGElement ? "fill" : "color", 4.5));
      }
      return [...new Set(complaints)];
    },

    marks: () => [...new Set(marks.flatMap(([selector, paint]) => all(`.np-chart ${selector}`)
      .filter(e => !["none", "rgba(0, 0, 0, 0)"].includes(getComputedStyle(e)[paint]) && getComputedStyle(e).strokeWidth !== "0px" | paint === "fill")
      .flatMap(e => contrast(e, paint, 3))))],

    charts: () => all(".np-chart").flatMap(chart => {
      const complaints = [];
      const drawn = all(".plot .trace, .barlayer .trace, .boxlayer .trace, .heatmaplayer image", chart)
        .filter(trace => trace.getBoundingClientRect().width > 0);
      if (!chart.querySelector("svg.main-svg") || drawn.length === 0) complaints.push("nothing is drawn");
      if (chart.getAttribute("role") !== "img" || !(chart.getAttribute("aria-label")?.length > 10)) complaints.push("no alternative text");
      if (chart.querySelector(".modebar-btn")) complaints.push("buttons that no keyboard reaches");
      const figure = chart.closest("figure");
      if (!figure.querySelector("details table td, details table th[scope=row]")) complaints.push("no numbers beneath");
      if (!figure.querySelector("figcaption")?.textContent) complaints.push("no caption");
      return complaints.map(complaint => `#${figure.id}: ${complaint}`);
    }),

    tables: () => all(".np-chart").map(chart => chart.closest("figure"))
      .filter(figure => !seen(figure.querySelector("table"))).map(figure => `#${figure.id}: its table is hidden`),

    // On a screen a table may be scrolled, in a narrow window a chart as well, and on paper nothing.
    cut(where) {
      const right = document.documentElement.clientWidth + 1;
      const whole = { screen: ".np-chart svg.main-svg", narrow: "p, h1, h2, summary, figcaption", paper: ".np-chart svg.main-svg, table" };
      const complaints = all(whole[where]).filter(e => seen(e) && !e.matches(".skip, .output *:is(p, summary, figcaption)"))
        .filter(e => e.getBoundingClientRect().right > right || e.getBoundingClientRect().left < -1)
        .map(e => `${place(e)} reaches from ${Math.round(e.getBoundingClientRect().left)} to ${Math.round(e.getBoundingClientRect().right)} of ${right - 1}`);
      for (const text of all(".np-chart svg text").filter(seen)) {
        const [inner, outer] = [text.getBoundingClientRect(), text.closest(".np-chart").getBoundingClientRect()];
        if (inner.right > outer.right + 1 || inner.left < outer.left - 1) complaints.push(`${place(text)} is cut at the chart's edge`);
      }
      if (document.documentElement.scrollWidth > right) complaints.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${right - 1}`);
      return complaints;
    },

    headings() {
      const levels = all("h1, h2, h3, h4, h5, h6").map(h => Number(h.tagName[1]));
      const complaints = levels.flatMap((level, i) => level > (i ? levels[i - 1] : 0) + 1 ? [`h${level} follows h${i ? levels[i - 1] : 0}`] : []);
      if (levels.filter(level => level === 1).length !== 1) complaints.push("not one h1");
      return complaints;
    },

    // Everything that a pointer can work must get the focus, and show it.
    controls: () => all("a[href], button, summary, input, select, textarea, [tabindex='0']").filter(seen).map((e, i) => (e.setAttribute("data-control", i), i)),

    focused() {
      const e = document.activeElement;
      if (!e || e === document.body) return { control: -1, shown: true, where: "" };
      const style = getComputedStyle(e);
      return { control: Number(e.getAttribute("data-control") ?? -2), shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1, where: place(e) };
    },
  };
})()
