import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type AnimationFrame, encodeAnimation } from "./encode-animation.ts";
import type { HouseholdHub } from "./household-hub.ts";
import { arrangeWall, readmeClock, showWeek } from "./readme-images.ts";
import { showPage, withDashboard } from "./take-screenshots.ts";

const look = { width: 1280, height: 800, theme: "light", language: "en-GB", clock: readmeClock } as const;
const colleague = "mateo@harbour-lane.example";

/** Takes frames of one visit to the dashboard, and encodes them. */
export async function takeMovingPicture(browser: Browser, hub: HouseholdHub, folder: string, out: string): Promise<void> {
  const frames: AnimationFrame[] = [];
  await mkdir(folder, { recursive: true });
  await withDashboard(browser, hub.link, look, async (page) => {
    const hold = async (milliseconds: number): Promise<void> => {
      const file = join(folder, `${String(frames.length).padStart(3, "0")}.png`);
      await page.screenshot({ path: file });
      frames.push({ file, milliseconds });
    };
    for (const scene of scenes) await scene(page, hold, hub);
  });
  await encodeAnimation(frames, folder, out);
}

type Scene = (page: Page, hold: (milliseconds: number) => Promise<void>, hub: HouseholdHub) => Promise<void>;

/** A text over the page, where the side bar is empty. The page's policy forbids a style tag. */
const caption = (page: Page, text: string): Promise<void> =>
  page.evaluate(`{
    const line = document.querySelector("#caption") ?? document.body.appendChild(Object.assign(document.createElement("div"), { id: "caption" }));
    line.textContent = ${JSON.stringify(text)};
    Object.assign(line.style, { position: "fixed", left: "14px", bottom: "22px", width: "170px", zIndex: 99, padding: "14px 16px",
      borderRadius: "14px", background: "#12302d", color: "#fff", fontWeight: 600, fontSize: "17px" });
  }`);

const card = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const type = async (page: Page, name: string, label: string, text: string, hold: (milliseconds: number) => Promise<void>) => {
  const line = card(page, name).getByRole("textbox", { name: label });
  await line.focus();
  for (let end = 3; end < text.length + 3; end += 3) {
    await line.fill(text.slice(0, end));
    await hold(130);
  }
  await line.press("Enter");
};
const scrollTo = async (page: Page, selector: string): Promise<void> => {
  await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: "center", behavior: "instant" })`);
  await page.waitForTimeout(200);
};

const scenes: readonly Scene[] = [
  async function home(page, hold) {
    await showPage(page, { name: "home", address: "/" });
    await caption(page, "Your Microsoft 365, live on your own machine");
    await hold(2_400);
  },
  async function presence(page, hold, { control, post }) {
    await caption(page, "A colleague becomes available in Teams");
    await hold(900);
    await control("presence/set", [colleague, { availability: "Available", activity: "Available" }]);
    await post("/api/v1/sensors/home/status/mateo/refresh", {});
    await card(page, "Teams presence").getByText("Available").filter({ visible: true }).first().waitFor();
    await hold(2_000);
  },
  async function groceries(page, hold) {
    await scrollTo(page, "[aria-label=Groceries]");
    await caption(page, "Add to a list, tick, change: here or in To Do");
    await hold(1_000);
    await card(page, "Groceries").getByRole("checkbox", { name: "Done: Coffee" }).click();
    await page.locator(".call-notes").getByText("Coffee").waitFor();
    await hold(1_600);
    await type(page, "Groceries", "Create a task", "Eggs", hold);
    await page.locator(".call-notes").getByText("Eggs").waitFor();
    await hold(1_400);
    await card(page, "Groceries").locator("summary", { hasText: "Eggs" }).waitFor();
    await scrollTo(page, "[aria-label=Groceries]");
    await hold(1_600);
  },
  async function week(page, hold) {
    await showPage(page, { name: "week", address: "/calendar", prepare: showWeek });
    await caption(page, "All calendars together");
    await hold(2_400);
  },
  async function automation(page, hold) {
    await showPage(page, { name: "service", address: "/services/home/todo/create-task" });
    await caption(page, "Whatever you do here, programs can do, too");
    await page.getByLabel("Sensor").selectOption({ label: "Groceries" });
    await page.getByLabel("Title").fill("Eggs");
    await page.locator(".call-examples summary").click();
    await scrollTo(page, ".call-examples");
    await hold(3_400);
  },
  async function wall(page, hold) {
    await showPage(page, { name: "wall", address: "/wall", prepare: arrangeWall });
    await caption(page, "And a page for the wall");
    await hold(2_600);
  },
];
