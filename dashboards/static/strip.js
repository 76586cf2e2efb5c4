// Five criteria beside each target. Reasons and evidence were written by units: they reach the page only as textContent.
export default function (component) {
  const { parentElement } = component;
  const data = JSON.parse(component.data);
  const root = parentElement.querySelector(".strips");
  const make = (tag, classes, text) => {
    const node = document.createElement(tag);
    if (classes) node.className = classes;
    if (text) node.textContent = text;
    return node;
  };
  root.replaceChildren();
  for (const target of data.targets) {
    const section = make("section", "target");
    section.append(make("h3", "", target.name), make("p", "lowest", target.lowest));
    const strip = make("ul", "strip");
    for (const cell of target.cells) {
      const item = make("li", cell.level === null ? "blank" : "level" + cell.level);
      item.append(make("span", "criterion", cell.name), make("span", "must", cell.must));
      const level = make("span", "said", "");
      if (cell.level !== null) {
        const dots = make("span", "dots", "●".repeat(cell.level) + "○".repeat(data.highest - cell.level));
        dots.setAttribute("aria-hidden", "true");
        level.append(dots, document.createTextNode(" "));
      }
      level.append(document.createTextNode(cell.words));
      item.append(level);
      if (cell.reason) item.append(make("span", "reason", data.reason + ": " + cell.reason));
      if (cell.evidence) item.append(make("span", "evidence", data.evidence + ": " + cell.evidence));
      strip.append(item);
    }
    section.append(strip);
    root.append(section);
  }
}
