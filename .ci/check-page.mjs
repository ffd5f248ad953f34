// Opens pages that 'report --html' wrote in a real Chromium and looks at them as readers do: at the width of a phone and of a
// desktop, light and dark, with and without script; no console message, no request, nothing wider than the window, and nothing that
// axe finds inaccessible. Screenshots go beside the pages.
//   node check-page.mjs CHROMIUM PAGE...      (puppeteer-core and axe-core are found from the working folder)
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const puppeteer = require("puppeteer-core");
const axe = require.resolve("axe-core/axe.min.js");
const [chromium, ...pages] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
let wrong = 0;
const complain = text => { wrong++; console.log("WRONG: " + text); };

for (const file of pages) {
  for (const width of [390, 1280]) {
    for (const theme of ["light", "dark"]) {
      for (const script of [true, false]) {
        const where = `${path.basename(file)}, ${width} pixels, ${theme}${script ? "" : ", no script"}`;
        const page = await browser.newPage();
        await page.setJavaScriptEnabled(script);
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
        page.on("console", message => complain(`${where}: console says ${message.text()}`));
        page.on("pageerror", error => complain(`${where}: ${error}`));
        const address = pathToFileURL(path.resolve(file)).href;
        page.on("request", request => {
          if (request.url() !== address && !request.url().startsWith("data:")) complain(`${where}: asks for ${request.url()}`);
        });
        await page.goto(address, { waitUntil: "load" });
        await page.screenshot({ path: file.replace(/\.html$/, `-${width}-${theme}${script ? "" : "-plain"}.png`), fullPage: true });
        if (script) {
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (wide > 0) complain(`${where}: ${wide} pixels wider than the window`);
          const broken = await page.evaluate(() => Array.from(document.images).filter(image => !image.complete || image.naturalWidth === 0).length);
          if (broken > 0) complain(`${where}: ${broken} pictures do not show`);
          const sorted = await page.evaluate(() => {
            for (const table of document.querySelectorAll("table")) {
              const heads = Array.from(table.tHead.rows[0].cells);
              const column = heads.findIndex((head, i) => Array.from(table.tBodies[0].rows).every(row => row.cells[i].dataset.value));
              if (column < 0 || table.tBodies[0].rows.length < 2) continue;
              heads[column].querySelector("button").click();
              const values = Array.from(table.tBodies[0].rows, row => Number(row.cells[column].dataset.value));
              if (values.some((value, i) => i > 0 && value < values[i - 1])) return false;
            }
            return true;
          });
          if (!sorted) complain(`${where}: a click on a heading does not sort`);
          // The policy allows the page's own script alone, so axe comes in through the debugger.
          await page.setBypassCSP(true);
          await page.reload({ waitUntil: "load" });
          await page.addScriptTag({ path: axe });
          const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
          for (const violation of found.violations) {
            complain(`${where}: axe ${violation.id} (${violation.impact}): ${violation.help}; ${violation.nodes[0].html.slice(0, 160)}`);
          }
        }
        await page.close();
      }
    }
  }
  console.log(`${path.basename(file)} was looked at`);
}
await browser.close();
process.exit(wrong > 0 ? 1 : 0);
