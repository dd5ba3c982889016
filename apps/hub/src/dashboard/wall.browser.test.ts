import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(
    browser,
    accountYamlWith("calendar: {}", "todo: {}", "status: {}", "email: { sensors: [{ name: Inbox }] }"),
  );
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

const ask = async (method: string, path: string, body?: object): Promise<any> => {
  const headers = { authorization: "Bearer the-token-of-this-test-hub" };
  const response = await fetch(rig.address + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return response.status === 204 ? undefined : response.json();
};

/** A wall display: its access shows its wall, and ticks these lists. Its link opens the wall. Returns the name of the access. */
async function openWall(page: Page, mayTick: readonly string[] = []): Promise<string> {
  const { grant, credentials } = await ask("POST", "/api/v1/access", { kind: "wall", name: `Kitchen ${crypto.randomUUID()}`, mayTick });
  await page.goto(credentials.address);
  await page.getByRole("region", { name: "Calendars" }).waitFor();
  return grant.name;
}
/** The names of the cards, in the order of the page. */
const cardsOf = (page: Page): Promise<string[]> =>
  page.locator(".wall-card > section").evaluateAll((cards) => cards.map((card: any) => card.getAttribute("aria-label")));

test("a display shows the agenda, lists and people, large and without navigation or mail", async () => {
  const page = await rig.newPage();
  await openWall(page);
  expect(await page.getByRole("navigation").count()).toBe(0);
  await page.getByRole("region", { name: "Calendars" }).locator("summary").first().waitFor();
  await page.getByRole("region", { name: "People and states" }).waitFor();
  await page.getByRole("region", { name: "Groceries" }).waitFor();
  expect(await page.getByRole("region", { name: "Inbox" }).count()).toBe(0);
  expect(await page.getByRole("checkbox").first().isDisabled()).toBe(true);
  for (const [width, height] of [
    [1920, 1080],
    [800, 1280],
    [390, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), String(width)).toBeLessThanOrEqual(0);
  }
});

test("a display has no way to other pages, and no address shows another one", async () => {
  const page = await rig.newPage();
  await openWall(page);
  await page.getByRole("region", { name: "Calendars" }).locator("summary").first().click();
  await page.getByRole("region", { name: "Groceries" }).locator("summary").first().click();
  expect(await page.locator("a[href]").evaluateAll((links) => links.map((link: any) => link.getAttribute("href")))).toEqual([]);
  for (const address of ["/", "/sensor/home/email/inbox", "/read/home/email/inbox", "/events", "/settings/access", "/services"]) {
    await page.evaluate(`location.hash = "${address}"`);
    await page.reload();
    await page.getByRole("region", { name: "Calendars" }).waitFor();
    expect(await page.getByRole("navigation").count(), address).toBe(0);
  }
});

test("a person's browser leaves the wall view", async () => {
  const page = await rig.open();
  await page.evaluate("location.hash = '/wall'");
  await page.getByRole("link", { name: "Leave the wall view" }).click();
  await page.getByRole("navigation").waitFor();
  expect(await page.evaluate("document.documentElement.dataset.page")).toBeUndefined();
});

test("it is dark at night", async () => {
  const page = await rig.newPage();
  await page.clock.install({ time: new Date("2026-03-28T21:59:30+01:00") });
  await openWall(page);
  await page.getByText("21:59").waitFor();
  expect(await page.locator(".wall.night").count()).toBe(0);
  const background = () => page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
  const byDay = await background();
  await page.clock.runFor(60_000);
  await page.locator(".wall.night").waitFor();
  expect(await background()).not.toBe(byDay);
});

test("it loads itself again when the hub serves another version of the page", async () => {
  const page = await rig.newPage();
  await openWall(page);
  await page.route(
    `${rig.address}/`,
    async (route) => {
      const response = await route.fetch();
      return route.fulfill({ response, body: (await response.text()).replace(/assets\/\w+-/, "assets/newer-") });
    },
    { times: 1 },
  );
  const loaded = page.waitForEvent("load", { timeout: 30_000 });
  await rig.stopHub();
  await page.getByText("Lost connection to the hub").waitFor();
  await rig.startHub();
  await loaded;
  await page.getByRole("region", { name: "Calendars" }).waitFor();
});

test("it ticks the lists that its access names, takes that back, and can do nothing to others", async () => {
  const page = await rig.newPage();
  await openWall(page, ["home/todo/groceries"]);
  const groceries = page.getByRole("region", { name: "Groceries" });
  const box = groceries.getByRole("checkbox").first();
  const label = (await box.getAttribute("aria-label"))!;
  await box.click();
  await groceries.getByRole("checkbox", { name: label }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await groceries.getByRole("checkbox", { name: label }).waitFor();
  expect(await groceries.getByRole("checkbox", { name: label }).isEnabled()).toBe(true);
  expect(await page.locator(".wall-card section:not([aria-label=Groceries]) input[type=checkbox]:enabled").count()).toBe(0);
  expect(await page.getByRole("textbox").count()).toBe(0);
});

test("its cards are chosen and ordered with keys and by dragging, and kept on the hub for this display alone", async () => {
  const page = await rig.newPage();
  const name = await openWall(page);
  const other = await rig.newPage();
  await openWall(other);
  const before = await cardsOf(page);
  expect(before.slice(0, 2)).toEqual(["Calendars", "People and states"]);
  const place = before.indexOf("Groceries");
  expect(place).toBeGreaterThan(1);
  const arrange = () => page.getByRole("button", { name: "Arrange the wall" }).click();

  await arrange();
  const up = page.getByRole("button", { name: "Move Groceries up" });
  await up.focus();
  for (let step = 0; step < place; step++) await page.keyboard.press("Enter");
  await page.getByText(`Groceries: place 1 of ${before.length}`).waitFor({ state: "attached" });
  expect(await up.evaluate("document.activeElement.ariaLabel")).toBe("Move Groceries up");
  await page.getByRole("checkbox", { name: "People and states" }).uncheck();
  await page.getByLabel("From").fill("19:30");
  await page.getByRole("button", { name: "Save" }).click();
  const kept = ["Groceries", "Calendars", ...before.slice(2).filter((title) => title !== "Groceries")];
  await expect.poll(() => cardsOf(page)).toEqual(kept);
  await page.reload();
  await expect.poll(() => cardsOf(page)).toEqual(kept);

  await arrange();
  const grip = async (at: number) => (await page.locator(".card-order .grip").nth(at).boundingBox())!;
  const [from, to] = [await grip(0), await grip(1)];
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 5, to.y + to.height, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await cardsOf(page)).slice(0, 2)).toEqual(["Calendars", "Groceries"]);
  const { grants } = await ask("GET", "/api/v1/access");
  const { wall } = grants.find((grant: { name: string }) => grant.name === name);
  expect(wall.night).toEqual({ from: "19:30", to: "06:00" });
  await other.reload();
  await expect.poll(() => cardsOf(other)).toEqual(before);
});

test("who runs the house arranges it from another browser, also which calendars it shows", async () => {
  const page = await rig.newPage();
  await page.clock.install();
  const name = await openWall(page);
  const agenda = page.getByRole("region", { name: "Calendars" });
  const calendar = (await agenda.locator(".line-text small").first().textContent())!.split(" · ")[0]!;
  const ofCalendar = agenda.locator(".line-text small").getByText(new RegExp(`^${calendar}( · |$)`));
  expect(await ofCalendar.count()).toBeGreaterThan(0);
  const desk = await rig.open();
  await desk.evaluate("location.hash = '/settings/access'");
  await desk.getByRole("button", { name: `Arrange the wall: ${name}` }).press("Enter");
  await desk.getByRole("group", { name: "Calendars in the agenda" }).getByRole("checkbox", { name: calendar, exact: true }).uncheck();
  await desk.getByRole("checkbox", { name: "People and states" }).uncheck();
  await desk.getByRole("button", { name: "Save" }).press("Enter");
  const again = desk.getByRole("button", { name: `Arrange the wall: ${name}` });
  await expect.poll(() => again.evaluate("document.activeElement.ariaLabel")).toBe(`Arrange the wall: ${name}`);
  await page.clock.runFor(61_000);
  await expect.poll(() => ofCalendar.count()).toBe(0);
  await expect.poll(() => cardsOf(page)).not.toContain("People and states");
});

test("it says that an account is not signed in, and that its own access has ended", async () => {
  const page = await rig.newPage();
  const name = await openWall(page);
  await ask("DELETE", "/api/v1/accounts/home/session?keepData=true");
  await page.getByText(/^home: /).waitFor();
  await rig.signIn();
  await page.getByText(/^home: /).waitFor({ state: "detached" });
  await ask("DELETE", `/api/v1/access?name=${encodeURIComponent(name)}`);
  await page.getByRole("heading", { name: "Sign in to your hub" }).waitFor();
});

test("it says that the hub is silent, and goes on when it answers", async () => {
  const page = await rig.newPage();
  await page.clock.install();
  await openWall(page);
  rig.frozen = true;
  await page.clock.runFor(46_000);
  await page.getByText("Lost connection to the hub").waitFor();
  rig.frozen = false;
  await page.clock.runFor(10_000);
  await page.getByText("Lost connection to the hub").waitFor({ state: "detached" });
});

test("the form for access offers the lists that a display may tick", async () => {
  const page = await rig.open();
  await page.evaluate("location.hash = '/settings/access'");
  const lists = page.getByRole("group", { name: "May tick" });
  await lists.getByRole("checkbox", { name: "Groceries" }).check();
  await page.getByRole("textbox", { name: "Name" }).fill("Hall");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("May tick: home/todo/groceries").waitFor();
  const { grants } = await ask("GET", "/api/v1/access");
  expect(grants.find(({ name }: { name: string }) => name === "Hall").mayTick).toEqual(["home/todo/groceries"]);
});
