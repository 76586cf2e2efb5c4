// What every page needs beside its parts: its language, our words for the framework's, definitions where a word stands,
// and pictures as files. Texts reach the page only through textContent and attributes.
const OURS = '[data-testid="stText"], .stHtml, .js-plotly-plot, pre';
const KINDS = { size: "\\d+(?:\\.\\d+)?", count: "\\d+", kind: "\\S+" };
const NAMED = ["aria-label", "title", "placeholder", "alt"];

const begin = () => {
  let patterns = [], plain = new Map();

  const translated = (text) => {
    const trimmed = text.trim();
    if (!trimmed || trimmed.length > 160) return null;
    const known = plain.get(trimmed);
    if (known !== undefined) return known;
    for (const [pattern, ours] of patterns) {
      const found = trimmed.match(pattern);
      if (found) return ours.replace(/\{(\w+)\}/g, (_, key) => key === "size" ? found.groups[key].replace(".", ",") : found.groups[key]);
    }
    return null;
  };
  const name = (element) => {
    for (const attribute of NAMED) {
      const written = element.getAttribute(attribute);
      const ours = written && translated(written);
      if (ours && ours !== written) element.setAttribute(attribute, ours);
    }
    if (element.dataset.testid === "stIconMaterial") element.setAttribute("aria-hidden", "true");
  };
  const speak = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      const ours = translated(root.data);
      if (ours && ours !== root.data && !root.parentElement?.closest(OURS)) root.data = ours;
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OURS)) return;
    name(root);
    for (const element of root.querySelectorAll("[aria-label], [title], [placeholder], [alt], [data-testid=stIconMaterial]")) name(element);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const ours = translated(texts.currentNode.data);
      if (ours && !texts.currentNode.parentElement.closest(OURS)) texts.currentNode.data = ours;
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(speak);
      else if (change.type === "characterData") speak(change.target);
      else name(change.target);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: NAMED });

  const note = document.createElement("div");
  note.className = "why-note";
  note.setAttribute("role", "tooltip");
  note.popover = "manual";
  document.body.append(note);
  const asked = (event) => event.composedPath().find((node) => node.dataset?.why);
  let explained = null;
  const hide = () => {
    explained = null;
    if (note.matches(":popover-open")) note.hidePopover();
  };
  const put = () => {
    const place = explained.getBoundingClientRect(), size = note.getBoundingClientRect();
    const below = place.bottom + 6;
    note.style.left = Math.max(8, Math.min(place.left, innerWidth - size.width - 8)) + "px";
    note.style.top = (below + size.height > innerHeight ? Math.max(8, place.top - size.height - 6) : below) + "px";
  };
  const show = (word) => {
    explained = word;
    note.textContent = word.dataset.why;
    if (!note.matches(":popover-open")) note.showPopover();
    put();
  };
  for (const kind of ["focusin", "mouseover", "click"]) {
    document.addEventListener(kind, (event) => {
      const word = asked(event);
      if (word) show(word);
      else if (kind === "click") hide();
    });
  }
  for (const kind of ["focusout", "mouseout"]) document.addEventListener(kind, (event) => { if (asked(event)) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("scroll", () => { if (explained) put(); }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-png]");
    if (button) document.querySelector(`.st-key-chart_${CSS.escape(button.dataset.png)} .modebar-btn`)?.click();
  });

  // Links of our own travel by the browser's history: one click is one entry, and no page is loaded anew.
  const go = (there) => {
    const here = new URL(location.href);
    history.pushState({}, "", there);
    dispatchEvent(new PopStateEvent("popstate"));
    if (there.pathname !== here.pathname) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-go]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(new URL(link.href));
  });
  const KEPT = ["round", "year", "lang"];
  const found = (field) => [...(field.list?.options ?? [])].find((option) => option.value === field.value);
  const seek = (field) => {
    const option = found(field);
    if (!option) return;
    const there = new URL("./" + option.dataset.page, location.href), here = new URLSearchParams(location.search);
    for (const key of KEPT) if (here.has(key)) there.searchParams.set(key, here.get(key));
    there.searchParams.set(option.dataset.key, option.dataset.code);
    field.value = "";
    go(there);
  };
  document.addEventListener("input", (event) => { if (event.target.closest?.("[data-search]")) seek(event.target); });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.("[data-search]")) return;
    event.preventDefault();
    seek(event.target.querySelector("input"));
  });
  // The framework keeps a theme for each address; all of ours get the same.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-switch]")) return;
    const [red, green, blue] = getComputedStyle(document.querySelector(".stApp")).backgroundColor.match(/\d+/g).map(Number);
    const theme = JSON.stringify(red + green + blue < 384 ? "Light" : "Dark");
    const paths = [location.href, ...[...document.querySelectorAll("nav.pages a")].map((link) => link.href)];
    for (const path of paths) localStorage.setItem(`stActiveTheme-${new URL(path).pathname}-v2`, theme);
    location.reload();
  });

  // A picture on paper: each knows the size it was drawn at, so that a narrower sheet shrinks it whole instead of
  // cutting it; the print button has everything drawn at the width of the sheet first.
  const SHEET_MS = 900;
  const measure = () => {
    for (const box of document.querySelectorAll(".js-plotly-plot .svg-container")) {
      const [first] = box.querySelectorAll(".main-svg");
      const width = first?.getAttribute("width"), height = first?.getAttribute("height");
      if (!width || !height) continue;
      box.style.setProperty("--drawn-width", width);
      box.style.setProperty("--drawn-height", height);
      for (const svg of box.querySelectorAll(".main-svg")) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  };
  addEventListener("beforeprint", measure);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-print]")) return;
    document.documentElement.classList.add("paper");
    dispatchEvent(new Event("resize"));
    setTimeout(() => print(), SHEET_MS);
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("paper");
    dispatchEvent(new Event("resize"));
  });

  return (language, words) => {
    document.documentElement.lang = language;
    plain = new Map(words.filter(([theirs]) => !theirs.includes("{")));
    patterns = words.filter(([theirs]) => theirs.includes("{")).map(([theirs, ours]) => {
      const quoted = theirs.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, (_, key) => `(?<${key}>${KINDS[key] ?? ".+"})`);
      return [new RegExp(`^${quoted}$`), ours];
    });
    if (words.length) speak(document.body);
  };
};

export default function ({ data }) {
  (window.selarasPage ??= begin())(data.language, data.words);
}
