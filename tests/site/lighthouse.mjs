// Asks Lighthouse of several pages in one browser: node lighthouse.mjs CLI CHROMIUM ADDRESS …
// CLI is the path of Lighthouse's own program. Prints a list of its answers, one a page.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [cli, chromePath, ...addresses] = process.argv.slice(2);
const { launch } = await import(pathToFileURL(createRequire(cli).resolve("chrome-launcher")));
const { default: lighthouse } = await import(new URL("../core/index.js", pathToFileURL(cli)));

const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-gpu"];
const chrome = await launch({ chromePath, chromeFlags });
const answers = [];
try {
  for (const address of addresses) {
    const run = await lighthouse(address, {
      port: chrome.port,
      logLevel: "error",
      onlyCategories: ["accessibility", "best-practices", "seo"],
      // A page of ours stands still as soon as it is there: speed is not what is asked.
      pauseAfterFcpMs: 200,
      pauseAfterLoadMs: 200,
      networkQuietThresholdMs: 500,
      cpuQuietThresholdMs: 500,
      disableFullPageScreenshot: true,
    });
    answers.push(run.lhr);
  }
} finally {
  chrome.kill();
}
process.stdout.write(JSON.stringify(answers));
