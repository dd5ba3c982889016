import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { type HouseholdHub, startHouseholdHub } from "./household-hub.ts";
import { takeMovingPicture } from "./moving-picture.ts";
import { readmeClock, takeReadmeImages } from "./readme-images.ts";
import { readScreenshotOptions } from "./screenshot-options.ts";
import { type ScreenshotPage, setUpPages, signedInPages, signedOutPages } from "./screenshot-pages.ts";
import { type PageLook, takeScreenshots, withDashboard } from "./take-screenshots.ts";

// Takes a picture of every page of the dashboard with the emulated household, and checks it: axe, what is beyond the right edge, titles.
// Pictures and faults.txt are in .casement/screenshots. Ends with 1 if there are faults.
//   --width 390 --theme dark --language de --calendars 50 --page calendar   takes only these; each can be given several times
//   --readme           takes only the pictures of the README
//   --moving-picture   takes only its moving picture, for which it needs ffmpeg

const root = resolve(import.meta.dirname, "../..");
const out = join(root, ".casement/screenshots");
const options = readScreenshotOptions(process.argv.slice(2));
const isForReadme = options.readme || options.movingPicture;
const folder = await mkdtemp(join(tmpdir(), "casement-screenshots-"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const looks: readonly PageLook[] = options.languages.flatMap((language) =>
  options.themes.flatMap((theme) => options.widths.map((width) => ({ language, theme, width }))),
);
const faults: string[] = [];

async function withHub(calendars: number | null | undefined, work: (hub: HouseholdHub) => Promise<void>, clock?: string): Promise<void> {
  const hub = await startHouseholdHub(folder, calendars, clock);
  try {
    await work(hub);
  } finally {
    await hub.stop();
  }
}

async function take({ link }: HouseholdHub, pages: readonly ScreenshotPage[], household: string): Promise<void> {
  const wanted = pages.filter(({ name }) => options.pages.some((beginning) => name.startsWith(beginning)));
  if (wanted.length === 0) return;
  for (const look of looks) {
    const lookName = `${look.width}-${look.theme}-${look.language}-${household}`;
    await withDashboard(browser, link, look, async (page) => void faults.push(...(await takeScreenshots(page, wanted, out, lookName))));
    console.log(`${lookName}: ${wanted.length} pages`);
  }
}

await mkdir(out, { recursive: true });
try {
  if (isForReadme) {
    const images = join(root, "docs/images");
    const takeImages = async (hub: HouseholdHub): Promise<void> => {
      await hub.signIn();
      if (options.readme) await takeReadmeImages(browser, hub, images);
      if (options.movingPicture) await takeMovingPicture(browser, hub, join(folder, "frames"), join(images, "demo.webp"));
    };
    await withHub(undefined, takeImages, readmeClock);
  } else {
    await withHub(null, (hub) => take(hub, setUpPages, "empty"));
    for (const [at, calendars] of options.calendars.entries())
      await withHub(calendars, async (hub) => {
        if (at === 0) await take(hub, signedOutPages, "signed-out");
        await hub.signIn();
        await take(hub, signedInPages, String(calendars));
      });
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
if (!isForReadme) {
  await writeFile(join(out, "faults.txt"), faults.map((fault) => `${fault}\n`).join(""));
  console.log(faults.length === 0 ? `No faults. Pictures: ${out}` : `${faults.join("\n")}\n${faults.length} faults. Pictures: ${out}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
