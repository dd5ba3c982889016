import type { Page } from "playwright-core";

export interface Shot {
  readonly name: string;
  /** Behind the #. */
  readonly address: string;
  /** What a person does there before it is worth a picture. */
  act?(page: Page): Promise<void>;
  /** The whole page, not only what fits. */
  readonly whole?: boolean;
}

export const accounts = `
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

export const setUpPages: readonly Shot[] = [
  { name: "set-up-features", address: "/set-up", whole: true },
  { name: "set-up-register", address: "/set-up", act: next, whole: true },
  {
    name: "set-up-enter",
    address: "/set-up",
    async act(page) {
      await next(page);
      await next(page);
    },
  },
];

export const signInPages: readonly Shot[] = [
  { name: "home-signed-out", address: "/" },
  {
    name: "accounts-code",
    address: "/accounts",
    async act(page) {
      // The sign-in that an earlier picture began waits still.
      const code = page.locator(".user-code");
      const otherMethods = page.getByRole("button", { name: "Other sign-in methods" });
      await page.waitForTimeout(500);
      if (await code.isVisible()) return;
      await otherMethods.click();
      await page.getByRole("button", { name: /With a code/ }).click();
      await code.waitFor();
    },
  },
];

export const pages: readonly Shot[] = [
  { name: "home", address: "/" },
  { name: "home-whole", address: "/", whole: true },
  {
    name: "home-week",
    address: "/",
    async act(page) {
      await page.getByRole("button", { name: "Week" }).first().click();
      // All days of the next week have been read, whatever the weekday is today.
      await page.getByRole("button", { name: "Next week" }).first().click();
    },
  },
  { name: "sensor", address: "/sensor/home/calendar/family" },
  { name: "services", address: "/services" },
  {
    name: "service",
    address: "/services/home/calendar/create-event",
    act: (page) => page.getByRole("button", { name: "Create an event" }).click(),
  },
  { name: "events", address: "/events" },
  { name: "accounts", address: "/accounts" },
  { name: "permissions", address: "/permissions" },
  { name: "settings", address: "/settings" },
];
