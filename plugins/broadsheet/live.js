// The preview's own script (invoke serve): reload after a build, show the checker's problems.

async function showProblems() {
  const answer = await fetch("/.broadsheet/problems.json");
  const problems = await answer.json();
  document.getElementById("broadsheet-problems")?.remove();
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

const events = new EventSource("/.broadsheet/events");
let lost = false;
events.addEventListener("built", () => location.reload());
events.addEventListener("error", () => { lost = true; });
events.addEventListener("open", () => { if (lost) location.reload(); });
showProblems();
