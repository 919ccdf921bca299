// The page of `ergoctl report --html` in a headless Chromium, light and dark, at 1280, 800 and 390 px: axe-core must find no
// violation, nothing may be wider than the page, no request may leave it.  Not part of `make check`:
//     npm install --prefix DIR axe-core puppeteer-core && NODE_PATH=DIR/node_modules node tests/e2e/report-axe.js FILE...
// Where the two or the browser are missing it says so and ends with 0.
"use strict";

const fs = require("fs");
const path = require("path");

const browsers = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = browsers.find((p) => p && fs.existsSync(p));
let puppeteer, axe;

try {
	puppeteer = require("puppeteer-core");
	axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
} catch (e) {
	puppeteer = null;
}
if (!puppeteer || !executablePath) {
	console.log("skipped: axe-core, puppeteer-core or Chromium is missing");
	process.exit(0);
}

async function look(page, file, width, scheme) {
	const problems = [];

	await page.setViewport({ width, height: 900 });
	await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
	page.removeAllListeners("request");
	page.on("request", (r) => {
		if (!r.url().startsWith("file://")) {
			problems.push("request of " + r.url());
		}
	});
	await page.goto("file://" + path.resolve(file));
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	if (wide > 0) {
		problems.push("the page is " + wide + " px too wide");
	}
	await page.evaluate(axe);
	const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations", "incomplete"] }));
	for (const v of result.violations) {
		problems.push(v.id + ": " + v.help + "\n    " + v.nodes.slice(0, 5).map((n) => n.html + "\n      " + n.failureSummary).join("\n    "));
	}
	console.log(`${file} ${width} px ${scheme}: ${result.passes.length} rules passed, ${problems.length} problems, ` +
		    `undecided: ${result.incomplete.map((i) => i.id).join(" ") || "none"}`);
	problems.forEach((p) => console.log("  " + p));
	return problems.length;
}

(async () => {
	const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
	const page = await browser.newPage();
	let n = 0;

	await page.setBypassCSP(true);
	for (const file of process.argv.slice(2)) {
		for (const width of [1280, 800, 390]) {
			for (const scheme of ["light", "dark"]) {
				n += await look(page, file, width, scheme);
			}
		}
	}
	await browser.close();
	process.exit(n ? 1 : 0);
})();
