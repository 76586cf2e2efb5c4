// A table people can read, sort and open by mouse or keyboard. Texts reach the page only through textContent.
export default function (component) {
  const { parentElement } = component;
  const data = JSON.parse(component.data);
  const root = parentElement.querySelector(".frame");
  const memory = (parentElement.selarasSort ??= { column: null, falling: false, isWhole: false });
  const more = parentElement.querySelector(".more"), meanings = parentElement.querySelector(".meanings");
  const find = parentElement.querySelector(".find");
  const LEAST = data.is_short ? 5 : 10, LEAST_CARDS = 4, TALLEST = data.is_short ? 300 : 460; // rows, cards and pixels shown before the table scrolls
  const BRIEF = 22, NAME = 36, LONG = 60; // letters of a word that is not broken, of a name that is not, of a sentence

  const make = (tag, classes, text) => {
    const node = document.createElement(tag);
    if (classes) node.className = classes;
    if (text !== undefined && text !== null) node.textContent = text;
    return node;
  };

  // One entry in the history for one click: the framework's own way writes two when page and selection change.
  const follow = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const there = new URL(event.currentTarget.href), here = new URL(location.href);
    history.pushState({}, "", there);
    dispatchEvent(new PopStateEvent("popstate"));
    const isElsewhere = there.pathname !== here.pathname || there.searchParams.get("region") !== here.searchParams.get("region");
    if (isElsewhere) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  };

  // What is looked for may stand in any column, in any case.
  const wanted = () => {
    const asked = (memory.find ?? "").trim().toLowerCase();
    return asked ? data.rows.filter((row) => row.cells.some((cell) => cell.text.toLowerCase().includes(asked))) : data.rows;
  };

  const ordered = () => {
    if (memory.column === null) return wanted();
    const turn = memory.falling ? -1 : 1;
    return [...wanted()].sort((one, other) => {
      const a = one.cells[memory.column].sort, b = other.cells[memory.column].sort;
      if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
      if (b === null || b === undefined) return -1;
      return turn * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), data.language));
    });
  };

  const body = (table) => {
    table.querySelector("tbody")?.remove();
    const rows = make("tbody");
    for (const row of ordered()) {
      const line = make("tr", row.is_chosen ? "chosen" : "");
      row.cells.forEach((cell, number) => {
        const column = data.columns[number];
        const place = make(number === 0 ? "th" : "td", column.kind + (cell.text.length > LONG ? " long" : "") + (cell.text ? "" : " blank"));
        if (number === 0) place.scope = "row";
        place.dataset.label = column.label;
        if (number === 0 && row.leads) {
          const link = make("a", "open", cell.text);
          link.href = row.leads;
          if (data.opens) link.title = data.opens;
          link.addEventListener("click", follow);
          place.append(link);
        } else {
          const words = make("span");
          if (cell.sign) {
            const sign = make("span", "sign " + (cell.standing ?? ""), cell.sign + " ");
            sign.setAttribute("aria-hidden", "true");
            words.append(sign);
          }
          cell.text.split("/").forEach((piece, number) => words.append(...(number ? ["/", make("wbr"), piece] : [piece])));
          place.append(words);
        }
        line.append(place);
      });
      rows.append(line);
    }
    table.append(rows);
    fold();
  };

  // The box ends where a row ends, never within one, and says below how much more there is.
  const fold = () => {
    const lines = [...root.querySelectorAll("tbody tr")];
    more.hidden = true;
    root.classList.remove("cut");
    root.style.maxHeight = "none";
    const top = root.getBoundingClientRect().top;
    if (!lines.length || !root.offsetWidth) return;
    const isCards = getComputedStyle(lines[0]).display === "block";
    const bottoms = lines.map((line) => line.getBoundingClientRect().bottom - top);
    let shown = Math.max(isCards ? LEAST_CARDS : LEAST, bottoms.filter((bottom) => bottom <= TALLEST).length);
    if (lines.length - shown <= 2 || (!data.find && !data.is_short && !isCards)) shown = lines.length;
    const isCut = shown < lines.length;
    root.classList.toggle("cut", isCut && !memory.isWhole);
    const foot = parseFloat(getComputedStyle(root).borderBottomWidth);
    if (isCut && !memory.isWhole) root.style.maxHeight = bottoms[shown - 1] + foot + "px";
    more.hidden = !isCut;
    more.replaceChildren();
    if (!isCut) return;
    const count = (figure) => figure.toLocaleString(data.language === "id" ? "id-ID" : "en-GB");
    const words = data.more.replace("{shown}", count(shown)).replace("{count}", count(lines.length));
    if (!memory.isWhole) more.append(make("span", "", "↓ " + words + " "));
    const button = make("button", "open", memory.isWhole ? data.fewer : data.all);
    button.type = "button";
    button.addEventListener("click", () => {
      memory.isWhole = !memory.isWhole;
      root.scrollTop = 0;
      fold();
      more.querySelector("button")?.focus();
    });
    more.append(button);
  };

  // A column of short words is as wide as they are: two lines in one cell make the whole row twice as high.
  data.columns.forEach((column, number) => {
    if (column.kind === "text" && data.rows.every((row) => row.cells[number].text.length <= (number ? BRIEF : NAME))) column.kind = "text brief";
  });

  root.replaceChildren();
  meanings.replaceChildren();
  find.hidden = true;
  more.hidden = meanings.hidden = true;
  if (!data.rows.length) {
    root.append(make("p", "empty", data.empty));
    return;
  }
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", data.caption);
  root.tabIndex = 0;
  const table = make("table");
  table.append(make("caption", "unseen", data.caption));
  const line = make("tr");
  data.columns.forEach((column, number) => {
    const heading = make("th", column.kind);
    heading.scope = "col";
    const button = make("button", "order", column.label);
    button.type = "button";
    if (column.help) {
      button.dataset.why = column.help;
      button.setAttribute("aria-description", column.help);
    }
    const mark = make("span", "arrow", "");
    button.append(mark);
    button.addEventListener("click", () => {
      memory.falling = memory.column === number ? !memory.falling : column.kind === "number";
      memory.column = number;
      show();
    });
    heading.append(button);
    line.append(heading);
  });
  const head = make("thead");
  head.append(line);
  table.append(head);
  const show = () => {
    [...line.children].forEach((heading, number) => {
      const isOrdered = memory.column === number;
      heading.setAttribute("aria-sort", isOrdered ? (memory.falling ? "descending" : "ascending") : "none");
      heading.querySelector(".arrow").textContent = isOrdered ? (memory.falling ? " ↓" : " ↑") : "";
    });
    body(table);
  };
  root.append(table);
  find.hidden = !data.find;
  find.placeholder = data.find ?? "";
  find.setAttribute("aria-label", data.find ?? "");
  find.value = memory.find ?? "";
  find.oninput = () => { memory.find = find.value; show(); };
  const explained = data.columns.filter((column) => column.help);
  if (explained.length) {
    const list = make("dl");
    for (const column of explained) list.append(make("dt", "", column.label), make("dd", "", column.help));
    meanings.append(make("summary", "", data.meanings), list);
    meanings.hidden = false;
  }
  show();
  let width = root.offsetWidth;
  const watch = new ResizeObserver(() => {
    if (root.offsetWidth === width) return;
    width = root.offsetWidth;
    fold();
  });
  watch.observe(root);
  return () => watch.disconnect();
}
