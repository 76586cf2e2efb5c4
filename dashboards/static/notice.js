// One quiet line that tells an open page what happened behind it: a newer edition, a server that does not answer. What
// somebody has chosen lives in the page's address, and nothing here changes that.
const LOOK_MS = 2000, PATIENCE_MS = 1500;
const APP = '[data-testid="stApp"]';

const begin = () => {
  const line = document.createElement("p"), text = document.createElement("span"), load = document.createElement("button");
  line.className = "page-notice";
  line.setAttribute("role", "status");
  line.hidden = true;
  load.type = "button";
  line.append(text, load);
  document.body.append(line);
  let drawn = {}, newest = "", lostAt = 0, isFileLost = false, leaving = []; // names that still stand of files that went

  const redraw = () => dispatchEvent(new PopStateEvent("popstate"));
  const show = () => {
    const isLost = lostAt > 0 && Date.now() - lostAt > PATIENCE_MS, isOld = !lostAt && newest && newest !== drawn.edition;
    const said = isLost ? drawn.lost : isFileLost ? drawn.again : isOld ? drawn.newer : "";
    if (text.textContent !== said) text.textContent = said;
    load.hidden = !isOld || said !== drawn.newer;
    line.hidden = !said;
  };
  const look = async () => {
    if (document.hidden || lostAt) return;
    try {
      const answer = await fetch(new URL("./_selaras/edition", location.href), { cache: "no-store" });
      if (answer.ok) newest = (await answer.json()).edition;
    } catch { return; }
    show();
  };
  load.addEventListener("click", redraw);
  setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);

  // A server that was restarted knows no page yet: what is chosen before it has drawn this one anew would be lost.
  // Until then nothing can be chosen, and the page is drawn from its address at once, not at the first choice.
  let phase = "here";
  const enter = (next) => {
    phase = next;
    document.querySelector('[data-testid="stMain"]')?.toggleAttribute("inert", next !== "here");
  };
  // What was uploaded went with the server; a name that still stands there would say otherwise.
  const chips = () => [...document.querySelectorAll('[data-testid="stFileChip"]')];
  const forgetFiles = () => {
    leaving = chips().map((chip) => [chip, chip.textContent]);
    isFileLost ||= leaving.length > 0;
    for (const each of document.querySelectorAll('[data-testid="stFileChipDeleteBtn"]')) (each.querySelector("button") ?? each).click();
  };
  // Said until another is chosen, however quickly that follows: a name that stands now may be the next file's.
  const minded = () => {
    const isHere = document.querySelector('[data-testid="stFileUploader"]') !== null;
    leaving = leaving.filter(([chip, name]) => chip.isConnected && chip.textContent === name);
    if (!isHere || (!leaving.length && chips().length)) isFileLost = false;
  };
  const follow = () => {
    const app = document.querySelector(APP); // asked each time: the framework may have put another in its place
    if (!app) return;
    minded();
    const isThere = app.dataset.testConnectionState === "CONNECTED", isAtRest = app.dataset.testScriptState === "notRunning";
    if (!isThere && phase !== "lost") {
      enter("lost");
      lostAt ||= Date.now();
      setTimeout(show, PATIENCE_MS + 50);
    } else if (isThere && phase === "lost") {
      enter("asked");
      redraw();
    } else if (isThere && phase === "asked" && !isAtRest) {
      enter("drawing");
    } else if (isThere && phase === "drawing" && isAtRest) {
      enter("here");
      lostAt = 0;
      forgetFiles();
      look();
    }
    show();
  };
  const states = { subtree: true, attributeFilter: ["data-test-connection-state", "data-test-script-state"] };
  new MutationObserver(follow).observe(document.body, states);
  setInterval(follow, LOOK_MS);

  return (data) => {
    drawn = data;
    load.textContent = data.load;
    show();
  };
};

export default function ({ data }) {
  (window.selarasNotice ??= begin())(data);
}
