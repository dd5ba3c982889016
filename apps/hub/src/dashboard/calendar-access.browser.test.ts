import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, launchBrowser } from "../../test/dashboard/dashboard.fixture.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.each([
  ["light", 1280],
  ["dark", 360],
] as const)(
  "the access of a calendar program has an address to scan and a profile to download (%s, %i pixels wide)",
  async (colorScheme, width) => {
    await using rig = await createDashboardRig(browser, `caldav: true\n${accountYamlWith("calendar: {}")}`);
    await rig.signIn();
    const page = await rig.open({ colorScheme, viewport: { width, height: 800 } });
    await page.locator("main h1").waitFor();
    await page.evaluate('location.hash = "/settings/access"');
    await page.getByLabel("For").selectOption("Calendar program (CalDAV)");
    await page.getByLabel("Name").fill("Phone");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByRole("heading", { name: "Phone now has access" }).waitFor();
    const [address, userName, password] = await page.locator("pre").allTextContents();
    expect([address, userName]).toEqual([`${rig.address}/dav/`, "home"]);
    const code = page.getByRole("img", { name: "QR code of the address" });
    const { width: codeWidth, height } = (await code.boundingBox())!;
    expect([codeWidth > 150, Math.abs(codeWidth - height) < 1]).toEqual([true, true]);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Profile for iPhone, iPad and Mac" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("Phone.mobileconfig");
    expect(await readFile(await file.path(), "utf8")).toContain(`<key>CalDAVPassword</key><string>${password}</string>`);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(await page.getByRole("link", { name: "How to set up each program" }).getAttribute("href")).toContain("docs/caldav.md");
  },
);
