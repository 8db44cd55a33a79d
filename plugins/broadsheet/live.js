// The preview's own script (invoke serve): reload after a build, show the checker's problems.

const shown = new URL(import.meta.url).searchParams.get("build");

async function showProblems() {
  const answer = await fetch("/.broadsheet/problems.json");
  const problems = await answer.json();
  if (problems.length === 0) return;
  const box = document.createElement("aside");
  box.id = "broadsheet-problems";
  box.setAttribute("role", "status");
  Object.assign(box.style, {
    position: "fixed", insetInline: "0", insetBlockEnd: "0", maxBlockSize: "40vh",
    overflow: "auto", padding: "0.75rem 1rem", background: "#fff4e5", color: "#3b1d00",
    borderBlockStart: "3px solid #b45309", font: "14px/1.5 monospace", zIndex: "1000",
  });
  for (const problem of problems) {
    const line = document.createElement("p");
    line.textContent = problem.text;
    line.style.margin = "0";
    if (problem.severity === "error") line.style.fontWeight = "bold";
    box.append(line);
  }
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
