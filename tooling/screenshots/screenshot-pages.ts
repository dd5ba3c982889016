import type { Page } from "playwright-core";

export interface ScreenshotPage {
  readonly name: string;
  /** The part after the #. */
  readonly address: string;
  /** Prepares the page for the screenshot. Finds things by structure: the page is shown in five languages. */
  prepare?(page: Page): Promise<void>;
}

const pageOf = (address: string): ScreenshotPage => ({ name: address.replaceAll("/", "-").slice(1) || "home", address });
/** Opens the item's details in the card that matches. */
const opening = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click();
  await page.locator(".item-actions button").first().waitFor();
};

/** Of a hub without accounts. */
export const setUpPages: readonly ScreenshotPage[] = [
  { name: "set-up-features", address: "/set-up" },
  {
    name: "set-up-register",
    address: "/set-up",
    prepare: (page) => page.locator(".setup .card .primary").first().click(),
  },
];

/** Of a hub whose account has not signed in. */
export const signedOutPages: readonly ScreenshotPage[] = [
  { name: "home-signed-out", address: "/" },
  {
    name: "accounts-code",
    address: "/accounts",
    async prepare(page) {
      await page.locator(".sign-in .actions .quiet, .user-code").first().click();
      // A sign-in of an earlier picture may still be pending.
      if (await page.locator(".user-code").isVisible()) return;
      await page.locator(".methods button").nth(1).click();
      await page.locator(".user-code").waitFor();
    },
  },
];

export const signedInPages: readonly ScreenshotPage[] = [
  pageOf("/"),
  { name: "home-event", address: "/", prepare: opening(".agenda-card .line summary") },
  { name: "home-task", address: "/", prepare: opening(".list-card .items summary") },
  {
    name: "home-sheet",
    address: "/",
    async prepare(page) {
      await opening(".list-card .items summary")(page);
      await page.locator(".item-actions button", { hasText: "…" }).first().click();
      await page.locator("dialog[open]").waitFor();
    },
  },
  ...["day", "week", "month", "agenda"].map((name, at) => ({
    name: `calendar-${name}`,
    address: "/calendar",
    prepare: (page: Page) => page.locator(".calendar-toolbar .segments button").nth(at).click(),
  })),
  {
    name: "calendar-event",
    address: "/calendar",
    async prepare(page) {
      await page.locator(".calendar-toolbar .segments button").nth(3).click();
      await page.locator(".agenda-entry").first().click();
      await page.locator("dialog[open] .item-actions button").first().waitFor();
    },
  },
  {
    name: "calendar-new-event",
    address: "/calendar",
    async prepare(page) {
      await page.locator(".calendar-actions .primary").click();
      await page.locator("dialog[open] form").waitFor();
    },
  },
  pageOf("/sensor/home/calendar/family"),
  pageOf("/sensor/home/todo/groceries"),
  pageOf("/read/home/email/inbox"),
  pageOf("/services"),
  {
    name: "service",
    address: "/services/home/calendar/create-event",
    prepare: (page) => page.locator("form.service-form button[type=submit]").click(),
  },
  { name: "service-mail", address: "/services/home/email/send" },
  pageOf("/events"),
  pageOf("/accounts"),
  pageOf("/accounts/home"),
  pageOf("/permissions"),
  ...["", "/access", "/hub", "/log", "/webhooks", "/audit", "/notifications"].map((name) => pageOf(`/settings${name}`)),
  pageOf("/set-up"),
  pageOf("/wall"),
  { name: "wall-arrange", address: "/wall", prepare: (page) => page.locator(".wall-foot button").click() },
];
