// The preview's own script (invoke serve): reload after a build, show the checker's problems.

const shown = new URL(import.meta.url).searchParams.get("build");

function line(tag, text, style = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  Object.assign(element.style, style);
  return element;
}

// Over the page, at its foot: how many errors and warnings, and each with its file and line. What
// stops the build is open and spoken at once; warnings wait to be opened.
async function showProblems() {
  const answer = await fetch("/.broadsheet/problems.json");
  const { heading, lines } = await answer.json();
  if (lines.length === 0) return;
  const isWrong = lines.some((problem) => problem.severity === "error");
  const box = document.createElement("aside");
  box.id = "broadsheet-problems";
  box.setAttribute("role", isWrong ? "alert" : "status");
  Object.assign(box.style, {
    position: "fixed", insetInline: "0", insetBlockEnd: "0", maxBlockSize: "50vh",
    overflow: "auto", padding: "0.75rem 1rem", background: "#fff4e5", color: "#3b1d00",
    borderBlockStart: `6px solid ${isWrong ? "#b00020" : "#b45309"}`,
    font: "14px/1.6 system-ui, sans-serif", zIndex: "1000",
  });
  const details = document.createElement("details");
  details.open = isWrong;
  details.append(
    line("summary", heading, { fontSize: "1rem", fontWeight: "bold", cursor: "pointer" }),
  );
  const list = line("ol", "", { margin: "0.5rem 0 0", paddingInlineStart: "1.5rem" });
  for (const problem of lines) {
    const item = line("li", "", { overflowWrap: "anywhere" });
    if (problem.severity === "error") item.style.color = "#8a0018";
    item.append(line("strong", problem.where, { fontFamily: "monospace" }), problem.text);
    list.append(item);
  }
  details.append(list);
  box.append(details);
  document.body.append(box);
}

// A browser holds few connections to one host, so a page that nobody looks at gives its own up.
let events = null;

function listen() {
  if (document.hidden) {
    events?.close();
    events = null;
  } else if (events === null) {
    events = new EventSource("/.broadsheet/events");
    events.addEventListener("built", (event) => {
      if (event.data !== shown) location.reload();
    });
  }
}

document.addEventListener("visibilitychange", listen);
listen();
showProblems();
