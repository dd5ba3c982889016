import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { waitFor } from "../harness/wait-for.ts";
import { clientId, startConsentHub } from "./consent-hub.ts";
import type { ConsentPath } from "./consent-paths.ts";
import { buttonOf, createCountingPerson } from "./counting-person.ts";

/** What a path cost, and where it ended. */
export interface WalkedPath {
  readonly clicks: number;
  readonly fields: number;
  /** Of the machine: everything but what the person is expected to wait before a hint. */
  readonly seconds: number;
  readonly end: string;
}

/** Walks one path on the pages of the hub and of Microsoft, as a person does who clicks what is offered. */
export async function walkPath(browser: Browser, folder: string, path: ConsentPath): Promise<WalkedPath> {
  await using hub = await startConsentHub(folder, path);
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Berlin" });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const person = createCountingPerson();
  try {
    // The person waits half a minute before the hint. The run does not.
    if (path.method === "code") await page.clock.install();
    await page.goto((await hub.api("POST", "access", { kind: "browser" })).credentials.address);
    const startedAt = Date.now();
    await fillSetup(page, path, hub.tenant, person);
    const end = await signIn(page, path, hub.userName, person);
    const seconds = (Date.now() - startedAt) / 1_000;
    const [account] = (await hub.api("GET", "accounts")).accounts;
    const { clicks, fields } = person;
    if (end === "request") {
      assert.deepEqual(path.features, [], "the path ends in the request, although features could work");
      return { clicks, fields, seconds, end: "the request to an administrator" };
    }
    const working = async (): Promise<string[]> => {
      const { plugins } = (await hub.api("GET", "accounts")).accounts[0];
      return plugins
        .filter(({ access, error }: any) => access !== "off" && error === undefined)
        .map(({ id }: any) => id)
        .sort();
    };
    await waitFor(`the features ${path.features.join(", ")}`, 15, async () => (await working()).join() === path.features.join());
    const waiting = account.plugins.filter(({ state }: any) => state === "waiting-for-approval").map(({ id }: any) => id);
    const rest = waiting.length > 0 ? `; waiting for approval: ${waiting.join(", ")}` : path.role === "guest" ? "; no mailbox here" : "";
    return { clicks, fields, seconds, end: `signed in, with ${path.features.join(", ")}${rest}` };
  } catch (error) {
    const accounts = JSON.stringify(await hub.api("GET", "accounts").catch(() => undefined));
    const pages = (await textsOf(context.pages())).join("\n---\n");
    throw new Error(`${nameOf(path)}: ${(error as Error).message}\nThe hub says: ${accounts}\nThe pages say: ${pages}`, { cause: error });
  } finally {
    await context.close();
  }
}

export const nameOf = ({ regime, role, method }: ConsentPath): string => `${regime}, ${role}, ${method}`;

const textsOf = (pages: readonly Page[]): Promise<string[]> =>
  Promise.all(
    pages.map((each) =>
      each
        .locator("body")
        // biome-ignore lint/performance/useDomNodeTextContent: what people see, without hidden texts
        .innerText()
        .catch(() => ""),
    ),
  );

type Person = ReturnType<typeof createCountingPerson>;

/** Features, registration, and the line or the IDs of the registration. */
async function fillSetup(page: Page, { role }: ConsentPath, tenant: string, person: Person): Promise<void> {
  if (role === "personal") {
    // With the emulator, the hub brings an app, as a distribution can.
    await person.click(page.getByRole("radio", { name: "Personal" }));
    await person.click(buttonOf(page, "Next"));
  } else {
    await person.click(page.getByRole("checkbox", { name: "Teams presence" }));
    await person.click(buttonOf(page, "Next"));
    // An administrator pastes into Cloud Shell; others got the line from one.
    if (role !== "administrator") await person.click(page.getByRole("radio", { name: "An administrator" }));
    await person.click(buttonOf(page, "Next"));
    await person.type(page.getByLabel("The line that begins with casement-app:"), `casement-app:${clientId}@${tenant}`);
  }
  await person.click(buttonOf(page, "Save and continue"));
}

async function signIn(page: Page, { method }: ConsentPath, userName: string, person: Person): Promise<"signed-in" | "request"> {
  const signedIn = page.getByRole("link", { name: "Show my sensors" });
  const less = buttonOf(page, "Only what I can approve myself");
  const request = page.getByRole("link", { name: "Request for your administrator" });
  await person.click(buttonOf(page, method === "browser" ? /^In this browser/ : /^With a code/));
  for (let attempt = 0; attempt < 2; attempt++) {
    const isDone = method === "browser" ? await passInBrowser(page, userName, person) : await passWithCode(page, userName, person);
    if (isDone) {
      await signedIn.waitFor();
      return "signed-in";
    }
    if (attempt > 0) break;
    const code = page.locator(".user-code");
    const before = method === "code" ? await code.textContent() : null;
    await person.click(less);
    if (method === "code") await waitFor("a new code", 20, async () => (await code.textContent({ timeout: 5_000 })) !== before);
  }
  await person.click(request);
  const download = page.waitForEvent("download");
  await person.click(buttonOf(page, "Download the request"));
  const text = await readFile((await (await download).path())!, "utf8");
  for (const part of ["Request to approve permissions", clientId, "Calendars.Read", "oauth2PermissionGrants"])
    assert.ok(text.includes(part), part);
  return "request";
}

/** Microsoft's pages in a tab of their own. Whether they ended in a sign-in. */
async function passInBrowser(page: Page, userName: string, person: Person): Promise<boolean> {
  const [, microsoft = await page.context().waitForEvent("page")] = page.context().pages();
  await microsoft.waitForURL(/^http/);
  const wasSignedIn = await passPages(microsoft, userName, person);
  if (!wasSignedIn) await person.click(buttonOf(microsoft, /^Return to the application/));
  await microsoft.getByRole("link", { name: "Open Casement" }).waitFor();
  await microsoft.close();
  return wasSignedIn;
}

/** The page where the code is entered. At the wall, the hub hears nothing: half a minute later its page says what to do. */
async function passWithCode(page: Page, userName: string, person: Person): Promise<boolean> {
  const link = page.getByRole("link", { name: /^Open Microsoft's page/ });
  await link.waitFor();
  const code = (await page.locator(".user-code").textContent())!;
  const opened = page.context().waitForEvent("page");
  await person.click(link);
  const microsoft = await opened;
  await person.type(microsoft.getByLabel(/^Code/), code);
  await person.click(buttonOf(microsoft, "Next"));
  const wasSignedIn = await passPages(microsoft, userName, person);
  if (wasSignedIn) await microsoft.getByText("You may now close this window").waitFor();
  else await page.clock.fastForward(31_000);
  await microsoft.close();
  return wasSignedIn;
}

/** Picks the user, confirms and accepts, until it is over or an administrator is needed. */
async function passPages(microsoft: Page, userName: string, person: Person): Promise<boolean> {
  const over = microsoft.getByText(/You may now close this window|You can close this page/);
  const wall = microsoft.getByRole("heading", { name: /^(Need admin approval|Approval required)$/ });
  // After the first time, the page offers the account under the name that it has in the organization.
  const picking = microsoft.getByText("Pick an account").locator("xpath=following::button[1]");
  const user = buttonOf(microsoft, userName).or(picking);
  // A guest is not offered under their own address, and types it.
  const address = microsoft.getByLabel("Email address");
  const goOn = buttonOf(microsoft, /^(Accept|Continue)$/);
  for (;;) {
    await over.or(wall).or(user).or(goOn).or(address).first().waitFor();
    if (await over.first().isVisible()) return true;
    if (await wall.isVisible()) return false;
    if ((await address.isVisible()) && !(await user.first().isVisible())) {
      await person.type(address, userName);
      await person.click(buttonOf(microsoft, "Sign in"));
    } else await person.click(user, goOn);
  }
}
