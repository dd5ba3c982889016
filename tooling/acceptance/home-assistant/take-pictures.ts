import assert from "node:assert/strict";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import { type Browser, chromium } from "playwright-core";
import { startDemoHousehold } from "../harness/demo-household.ts";
import { startMosquitto } from "../harness/mosquitto-broker.ts";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { addCaldavIntegration } from "./checks/check-calendars.ts";
import { type HomeAssistant, startHomeAssistant } from "./home-assistant.ts";
import { homeAssistantReleases } from "./home-assistant-release.ts";
import { installHomeAssistant } from "./install-home-assistant.ts";

// Takes the pictures of Home Assistant that documents show: the newest release that is tested, with the demo household and a dashboard of
// Home Assistant's own cards. `HOME_ASSISTANT_FOLDER`: as for main.ts.

const images = join(import.meta.dirname, "../../../docs/images");
const { main, colleagues } = householdUsers;
const account = {
  name: "home",
  type: "work",
  user: main,
  plugins: [
    "calendar: {}",
    "email: { sensors: [{ name: Inbox }] }",
    `status: { people: [${colleagues.mateo}, ${colleagues.priya}] }`,
    "chat: {}",
    "todo: {}",
    "autoreply: {}",
  ],
} as const;

const dashboardPath = "microsoft-365";
const shownEntities = {
  "sensor.casement_home_status_status": "Presence",
  "select.casement_home_status_status": "What others see",
  "sensor.casement_home_email_inbox": "Inbox",
  "sensor.casement_home_chat_chat": "Last chat",
  "switch.casement_home_autoreply_autoreply": "Automatic replies",
  "binary_sensor.casement_home_calendar_family": "Family",
  "binary_sensor.casement_home_calendar_school": "School",
  "sensor.casement_home_todo_tasks": "Tasks",
};
const calendars = ["calendar", "family", "school", "sports"].map((name) => `calendar.${name}`);
const list = "todo.groceries";
const cards = [
  { type: "calendar", initial_view: "listWeek", entities: calendars },
  { type: "todo-list", title: "Groceries", entity: list, hide_completed: true },
  { type: "entities", title: "Robin", entities: Object.entries(shownEntities).map(([entity, name]) => ({ entity, name })) },
];
const shownIds = [...calendars, list, ...Object.keys(shownEntities)];

async function takePicture(browser: Browser, ha: HomeAssistant, theme: "light" | "dark"): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 680 }, colorScheme: theme, timezoneId: "Europe/Berlin" });
  const signIn = {
    access_token: ha.token(),
    token_type: "Bearer",
    refresh_token: "",
    expires_in: 1_800,
    expires: Date.now() + 1_800_000,
    hassUrl: ha.address,
    clientId: `${ha.address}/`,
  };
  await context.addInitScript(`localStorage.setItem("hassTokens", ${JSON.stringify(JSON.stringify(signIn))})`);
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  try {
    await page.goto(`${ha.address}/${dashboardPath}/0`);
    await page.getByText("Milk", { exact: true }).first().waitFor();
    await page.getByText("Class trip to the museum").first().waitFor();
    await page.getByText("Robin", { exact: true }).first().waitFor();
    // Until icons and fonts, which load one by one, are drawn.
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(images, `home-assistant-${theme}.png`) });
  } catch (error) {
    await page.screenshot({ path: join(images, "../../.casement/home-assistant-failed.png") });
    throw error;
  } finally {
    await context.close();
  }
}

await runAcceptance("home-assistant-pictures", 1_200, async ({ folder, phase, ok }) => {
  const release = homeAssistantReleases.at(-1)!;
  const root = process.env.HOME_ASSISTANT_FOLDER ?? join(folder, "installed");
  const hass = await phase("Installing Home Assistant", 700, () => installHomeAssistant(release, join(root, release.name)));
  await using broker = await startMosquitto(join(folder, "mosquitto"));
  await using ha = await phase("Starting Home Assistant", 240, () => startHomeAssistant(hass, release, join(folder, "ha"), broker, true));
  const config = [broker.config(", language: en"), "caldav: true"];
  await using household = await phase("Starting the household", 150, () =>
    startDemoHousehold(join(folder, "hub"), { accounts: [account], config }),
  );
  await phase("CalDAV integration", 90, () => addCaldavIntegration({ ha, broker, household, ok }));
  await ha.waitForState("binary_sensor.casement_home_calendar_school", "on");
  const existing = (await ha.states()).map(({ entity_id }) => entity_id);
  assert.deepEqual(
    shownIds.filter((id) => !existing.includes(id)),
    [],
    `missing among ${existing.join(", ")}`,
  );
  const dashboard = {
    url_path: dashboardPath,
    title: "Microsoft 365",
    icon: "mdi:calendar-check",
    show_in_sidebar: true,
    require_admin: false,
  };
  await ha.command("lovelace/dashboards/create", { mode: "storage", ...dashboard });
  await ha.command("lovelace/config/save", { url_path: dashboardPath, config: { views: [{ title: "Microsoft 365", cards }] } });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    for (const theme of ["light", "dark"] as const) await phase(`Picture, ${theme}`, 200, () => takePicture(browser, ha, theme));
  } finally {
    await browser.close();
  }
  ok("Home Assistant's own cards show the household");
});
