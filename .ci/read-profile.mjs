// Gives a profile that 'export' wrote to speedscope, as 'npx speedscope FILE' does, in a real Chromium, and compares what speedscope makes of
// it, which it saves as a file of its own: the time of each operator, and of the whole.
//   node read-profile.mjs CHROMIUM PROFILE WANTED...      (puppeteer-core and speedscope are found from the working folder)
// WANTED: NAME=MICROSECONDS, where the name 'total' is the whole; or what 'export --format operators' wrote of the same profile.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import fs from "node:fs";
import path from "node:path";

const puppeteer = createRequire(path.join(process.cwd(), "package.json"))("puppeteer-core");
const [chromium, file, ...wanted] = process.argv.slice(2);
const fail = text => { console.log("WRONG: " + text); process.exit(1); };

/** Microseconds by operator, and how many have been rounded to nanoseconds, of lines 'scenario,arm,layer,operator,...,time_ns,...'. */
function ofTable(text) {
  const [header, ...rows] = text.trim().split("\n").map(line =>
    Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g), field => field[2] ?? field[1].replaceAll('""', '"')));
  const times = new Map();
  for (const row of rows) {
    const name = row[header.indexOf("operator")];
    const { micros, rounded } = times.get(name) ?? { micros: 0, rounded: 0 };
    times.set(name, { micros: micros + Number(row[header.indexOf("time_ns")]) / 1000, rounded: rounded + 1 });
  }
  return times;
}

const expected = new Map();
for (const word of wanted) {
  const pair = word.match(/^(.+)=([0-9.]+)$/);
  if (pair) expected.set(pair[1], { micros: Number(pair[2]), rounded: 1 });
  else ofTable(fs.readFileSync(word, "utf8")).forEach((time, name) => expected.set(name, time));
}
if (expected.size === 0) fail("nothing is expected of " + file);

const loader = path.resolve(path.basename(file) + ".js");
fs.writeFileSync(loader, `speedscope.loadFileFromBase64(${JSON.stringify(path.basename(file))}, "${fs.readFileSync(file).toString("base64")}")`);
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--enable-unsafe-swiftshader", "--allow-file-access-from-files"] });
const page = await browser.newPage();
page.on("dialog", async dialog => {
  console.log("speedscope says: " + dialog.message());
  await browser.close();
  fail("it does not open " + file);
});
await page.setViewport({ width: 1280, height: 800 });
await page.evaluateOnNewDocument(() => {
  window.saved = [];
  const original = URL.createObjectURL;
  URL.createObjectURL = blob => { window.saved.push(blob); return original.call(URL, blob); };
});
const home = path.resolve("node_modules/speedscope/dist/release/index.html");
await page.goto(pathToFileURL(home).href + "#localProfilePath=" + loader);
const shown = await page.waitForFunction(() => document.body.innerText.includes("Sandwich"), { timeout: 10000 }).catch(() => undefined);
let saved;
if (shown) {
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyS");
  await page.keyboard.up("Control");
  await page.waitForFunction(() => window.saved.length > 0, { timeout: 10000 });
  saved = JSON.parse(await page.evaluate(() => window.saved[0].text()));
  await page.screenshot({ path: file.replace(/\.[a-z]+$/, ".png") });
}
await browser.close();
if (!saved) fail("speedscope shows nothing of " + file);

// What a frame takes without those above it; its arguments stand behind its name.
const times = new Map();
let total = 0;
for (const profile of saved.profiles) {
  const scale = { none: 1e-3, nanoseconds: 1e-3, microseconds: 1, milliseconds: 1e3, seconds: 1e6 }[profile.unit];
  const open = [];
  let before = profile.startValue;
  for (const event of profile.events) {
    if (open.length > 0) {
      const name = saved.shared.frames[open[open.length - 1]].name.replace(/ \{.*\}$/s, "");
      times.set(name, (times.get(name) ?? 0) + (event.at - before) * scale);
      total += (event.at - before) * scale;
    }
    before = event.at;
    if (event.type === "O") open.push(event.frame); else open.pop();
  }
}
let wrong = 0;
for (const [name, { micros, rounded }] of expected) {
  const found = name === "total" ? total : times.get(name) ?? 0;
  // Each half a nanosecond or less, here and there.
  if (Math.abs(found - micros) > 1e-3 * (rounded + 1)) {
    console.log(`WRONG: ${name} takes ${found} microseconds, not ${micros}`);
    wrong++;
  }
}
console.log(`${file}: ${times.size} names, ${total} microseconds`);
process.exit(wrong > 0 ? 1 : 0);
