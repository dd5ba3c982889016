import type { Page } from "playwright-core";

export interface ScreenshotPage {
  readonly name: string;
  /** The part after the #. */
  readonly address: string;
  /** Prepares the page for the screenshot. */
  prepare?(page: Page): Promise<void>;
  /** Takes the whole page, not only the visible part. */
  readonly fullPage?: boolean;
}

export const accountsYaml = `
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    enableUpdate: true
    timeZone: Europe/Berlin
    plugins:
      calendar: {}
      status: { people: [priya@harbour-lane.example, mateo@harbour-lane.example] }
      chat: {}
      autoreply: {}
      email: { sensors: [{ name: Inbox, preview: true, body: text }] }
      todo: {}
      group-calendar: {}
`;

const next = (page: Page): Promise<void> => page.getByRole("button", { name: "Next" }).click();

export const setUpPages: readonly ScreenshotPage[] = [
  { name: "set-up-features", address: "/set-up", fullPage: true },
  { name: "set-up-register", address: "/set-up", prepare: next, fullPage: true },
  {
    name: "set-up-enter",
    address: "/set-up",
    async prepare(page) {
      await next(page);
      await next(page);
    },
  },
];

export const signInPages: readonly ScreenshotPage[] = [
  { name: "home-signed-out", address: "/" },
  {
    name: "accounts-code",
    address: "/accounts",
    async prepare(page) {
      // A sign-in of an earlier screenshot may still be pending.
      const code = page.locator(".user-code");
      const otherMethods = page.getByRole("button", { name: "Another way" });
      await page.waitForTimeout(500);
      if (await code.isVisible()) return;
      await otherMethods.click();
      await page.getByRole("button", { name: /With a code/ }).click();
      await code.waitFor();
    },
  },
];

export const signedInPages: readonly ScreenshotPage[] = [
  { name: "home", address: "/" },
  { name: "home-whole", address: "/", fullPage: true },
  { name: "home-week", address: "/", prepare: (page) => page.getByRole("button", { name: "Week" }).first().click() },
  { name: "sensor", address: "/sensor/home/calendar/family" },
  { name: "services", address: "/services" },
  {
    name: "service",
    address: "/services/home/calendar/create-event",
    prepare: (page) => page.getByRole("button", { name: "Do it" }).click(),
  },
  { name: "events", address: "/events" },
  { name: "accounts", address: "/accounts" },
  { name: "permissions", address: "/permissions" },
  { name: "settings", address: "/settings" },
];
