import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "../../test/dashboard/axe-check.fixture.ts";
import { accountYamlWith, createDashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each([
  ["light", 1280],
  ["dark", 360],
] as const)("an AI agent gets exactly the limits that were entered (%s, %i pixels wide)", async (colorScheme, width) => {
  await using rig = await createDashboardRig(browser, `mcp: true\n${accountYamlWith("calendar: {}", "email: { send: true }")}`);
  await rig.signIn();
  const page = await rig.open({ colorScheme, viewport: { width, height: 800 } });
  await page.locator("main h1").waitFor();
  await page.evaluate('location.hash = "/settings/access"');
  await page.getByLabel("For", { exact: true }).selectOption("AI agent (MCP)");
  await page.getByLabel("Name", { exact: true }).fill("Assistant");
  await page.getByRole("checkbox", { name: "Outlook calendars" }).check();
  await page.getByRole("radio", { name: /^Read and add/ }).check();
  await page.getByText("Limits", { exact: true }).click();
  await page.getByLabel("Only these tools").fill("email_list-messages\nemail/get-*");
  await page.getByLabel("Mail and invitations only to").fill("Ada@example.com, @example.org");
  await page.getByLabel("Messages and invitations in an hour").fill("3");
  await page.getByLabel("Calls in an hour").fill("100");
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("heading", { name: "Assistant now has access" }).waitFor();
  await page.getByRole("heading", { name: "Token", exact: true }).waitFor();
  const response = await fetch(`${rig.address}/api/v1/access`, { headers: { authorization: "Bearer the-token-of-this-test-hub" } });
  const { grants } = (await response.json()) as any;
  expect(grants.find(({ name }: any) => name === "Assistant")).toMatchObject({
    kind: "mcp",
    access: "add",
    accounts: ["home"],
    limits: {
      tools: ["calendar_*", "email_list-messages", "email_get-*"],
      recipients: ["ada@example.com", "@example.org"],
      callsPerHour: 100,
      messagesPerHour: 3,
    },
  });
  await page.getByText(/calls an hour: 100 · messages an hour: 3/).waitFor();
});
