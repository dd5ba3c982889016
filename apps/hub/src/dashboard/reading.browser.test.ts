import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { householdUsers } from "@casement/graph-emulator/household";
import type { Browser, BrowserContextOptions, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountYamlWith, createDashboardRig, type DashboardRig, launchBrowser, mainUser } from "../../test/dashboard/dashboard.fixture.ts";
import { hostileTexts } from "../../test/dashboard/hostile-texts.fixture.ts";

let browser: Browser;
let rig: DashboardRig;
const sender = "Mallory <mallory@evil.example>";
const picture = `<img src="https://evil.example/tracker.png" alt="A boat" width="1" height="1">`;

beforeAll(async () => {
  browser = await launchBrowser();
  rig = await createDashboardRig(
    browser,
    accountYamlWith("email: { sensors: [{ name: Inbox, preview: true, maxItems: 50 }], every: { messages: 15s } }", "chat: {}"),
  );
  const { mail } = rig.emulator.control;
  const addMail = (subject: string, html: string, more = {}) => mail.deliver({ from: sender, to: mainUser, subject, html, ...more });
  for (const [at, text] of hostileTexts.entries()) addMail(`Hostile ${at}.`, `<p>Hello</p>${text}`);
  addMail("Pictures", `<p>See <a href="https://evil.example/page">our boat</a> ${picture} <a href="relative">here</a></p>`);
  addMail("Plans", "<p>The plans</p>", { attachments: [{ name: "plan.html", contentType: "text/html", content: "<script>1</script>" }] });
  await rig.signIn();
});
afterAll(async () => {
  await rig[Symbol.asyncDispose]();
  await browser.close();
});

/** Opens the page where the inbox is read. Requests to other servers are answered and listed, and so is what a policy refused. */
async function openInbox(options: BrowserContextOptions = {}): Promise<{ page: Page; foreign: string[]; refused: string[] }> {
  const page = await rig.open({ viewport: { width: 1280, height: 900 }, ...options });
  const foreign: string[] = [];
  const refused: string[] = [];
  await page.context().route(/evil\.example/, (route) => {
    foreign.push(`${route.request().resourceType()} ${route.request().url()}`);
    return route.fulfill({ contentType: "image/svg+xml", body: `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>` });
  });
  page.on("console", (message) => message.text().includes("Content Security Policy") && refused.push(message.text()));
  page.on("dialog", (dialog) => foreign.push(dialog.message()));
  await page.getByRole("link", { name: "Read: Inbox" }).click();
  await page.getByRole("heading", { name: "Inbox", level: 1 }).waitFor();
  return { page, foreign, refused };
}
const openMessage = async (page: Page, subject: string): Promise<FrameLocator> => {
  await page.locator(".conversations a", { hasText: subject }).first().click();
  return page.frameLocator(`iframe[title="Message: ${subject}"]`);
};
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<any>("axe.run(document)");
  return violations
    .filter(({ impact }: any) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }: any) => `${id}: ${nodes[0].html}`);
}

/** What the messages that are shown would have brought into the page. */
const foreignParts = (page: Page) =>
  page
    .locator("article.message iframe")
    .evaluateAll((frames) =>
      frames.flatMap(({ contentDocument: { URL, body } }: any) =>
        !URL.includes("/frames/") || !body?.hasChildNodes()
          ? ["not loaded"]
          : [
              ...[...body.querySelectorAll(":not(p, div, b, a, table, h1, span, br)")].map(({ outerHTML }) => outerHTML),
              ...[...body.querySelectorAll("*")].flatMap((element) =>
                element.getAttributeNames().filter((name: string) => !["href", "target", "rel", "title"].includes(name)),
              ),
              ...[...body.querySelectorAll("a[href]:not([rel~=noopener][target=_blank])")].map(({ outerHTML }) => outerHTML),
            ],
      ),
    );

test("a hostile message is text: nothing in it runs, loads, sends or leads into the page", async () => {
  const { page, foreign, refused } = await openInbox();
  const lines = page.locator(".conversations a", { hasText: /Hostile \d+\./ });
  await lines.nth(hostileTexts.length - 1).waitFor();
  for (let at = 0; at < hostileTexts.length; at++) {
    const line = lines.nth(at);
    const subject = /Hostile \d+\./.exec((await line.textContent())!)![0];
    await line.click();
    await page.locator(".open-conversation", { hasText: subject }).locator("article.message").waitFor();
    await expect.poll(() => foreignParts(page), { message: subject }).toEqual([]);
  }
  expect(await page.evaluate("window.hacked")).toBeUndefined();
  expect([foreign, refused]).toEqual([[], []]);
});

test("so is what a plugin did not sanitize", async () => {
  const { page, foreign } = await openInbox();
  let text = "";
  await page.route("**/services/email/get-message", async (route) => {
    const response = await route.fetch();
    const { result } = await response.json();
    await route.fulfill({ json: { result: { ...result, body: `<p>Raw</p>${text}` } } });
  });
  for (const [at, hostile] of hostileTexts.entries()) {
    text = hostile;
    const message = await openMessage(page, at % 2 ? "Plans" : "Pictures");
    await message.getByText("Raw", { exact: true }).waitFor();
    expect(await foreignParts(page), hostile).toEqual([]);
  }
  expect(await page.evaluate("window.hacked")).toBeUndefined();
  expect(foreign).toEqual([]);
});

test("even what no sanitizer saw cannot run, load or send anything in the frame", async () => {
  const { page, foreign, refused } = await openInbox();
  const message = await openMessage(page, "Plans");
  await message.getByText("The plans").waitFor();
  await message.locator("body").evaluate((body: any, texts) => {
    for (const text of [...texts, `<form action="https://evil.example/send"></form>`]) {
      const part = body.ownerDocument.createElement("div");
      part.innerHTML = text;
      body.append(part);
    }
    const script = body.ownerDocument.createElement("script");
    script.textContent = "parent.hacked = 30";
    body.append(script);
    for (const form of body.querySelectorAll("form")) form.submit();
    const picture = body.ownerDocument.createElement("img");
    picture.src = "https://evil.example/tracker-of-the-end.png";
    body.append(picture);
  }, hostileTexts as string[]);
  await expect.poll(() => refused.join("\n")).toContain("tracker-of-the-end.png");
  expect(await page.evaluate("window.hacked")).toBeUndefined();
  expect(foreign).toEqual([]);
});

test("pictures load when they are asked for, and links open without a way back", async () => {
  const { page, foreign, refused } = await openInbox();
  const message = await openMessage(page, "Pictures");
  await message.getByText("A boat").waitFor();
  expect([foreign, refused]).toEqual([[], []]);
  const link = message.getByRole("link", { name: "our boat" });
  expect(await link.getAttribute("rel")).toContain("noopener");
  expect(await link.getAttribute("title")).toBe("https://evil.example/page");
  expect(await message.locator("a[href]").count()).toBe(1);
  const [opened] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
  await opened.waitForLoadState();
  expect(await opened.evaluate("[window.opener, document.referrer]")).toEqual([null, ""]);
  await opened.close();
  foreign.length = 0;
  await page.getByRole("button", { name: "Show pictures" }).click();
  await message.locator("img").waitFor();
  await expect.poll(() => foreign).toEqual(["image https://evil.example/tracker.png"]);
  expect(await page.getByRole("button", { name: "Show pictures" }).count()).toBe(0);
});

test("unread conversations come first, and a search finds what the hub does not keep", async () => {
  const { mail } = rig.emulator.control;
  mail.addMessage(mainUser, "inbox", {
    subject: "The old boiler",
    body: { contentType: "text", content: "serial number 4711" },
    receivedDateTime: "2019-05-01T08:00:00Z",
    isRead: true,
  });
  const { page } = await openInbox();
  const unread = await page.locator(".conversations a").evaluateAll((lines) => lines.map((line: any) => line.className === "unread"));
  expect(unread).toContain(true);
  expect(unread).toEqual(unread.toSorted((a, b) => Number(b) - Number(a)));
  const search = page.getByRole("searchbox", { name: "Search in Inbox" });
  await search.fill("4711");
  await search.press("Enter");
  await page.getByText("Found: 1").waitFor();
  const message = await openMessage(page, "The old boiler");
  await message.getByText("serial number 4711").waitFor();
});

test("a message that is opened is read, and can be marked as unread again; its line stays where it is", async () => {
  const { mail } = rig.emulator.control;
  const [{ id }] = mail.deliver({ from: sender, to: mainUser, subject: "Spare boiler", html: "<p>The valve</p>" }) as any;
  const isRead = () => mail.messages(mainUser, "inbox").find((message: any) => message.id === id)!.isRead;
  const { page } = await openInbox();
  const message = await openMessage(page, "Spare boiler");
  await message.getByText("The valve").waitFor();
  await expect.poll(isRead).toBe(true);
  const line = page.locator(".conversations li", { hasText: "Spare boiler" }).locator("a");
  await page.locator(".conversations a:not(.unread)", { hasText: "Spare boiler" }).waitFor();
  expect(await line.evaluate((link: any) => link.closest("ul").firstElementChild.contains(link))).toBe(true);
  await page.getByRole("button", { name: "Mark as unread" }).click();
  await page.getByRole("button", { name: "Mark as read", exact: true }).waitFor();
  await expect.poll(isRead).toBe(false);
  await page.locator(".conversations a.unread", { hasText: "Spare boiler" }).waitFor();
});

test("pictures in the message itself are shown without a question, and load nothing from elsewhere", async () => {
  const { mail } = rig.emulator.control;
  const [{ id }] = mail.deliver({
    ...{ from: sender, to: mainUser, subject: "Own picture" },
    html: `<p>Mine <img src="cid:boat@x.example" alt="A boat"><img src="cid:gone" alt="Lost"> ${picture}</p>`,
  }) as any;
  mail.addAttachmentOf(mainUser, id, {
    "@odata.type": "#microsoft.graph.fileAttachment",
    ...{ name: "boat.png", contentType: "image/png", contentId: "boat@x.example", isInline: true },
    contentBytes: "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGM4YKAARAwoFABGxQZhaI1X5AAAAABJRU5ErkJggg==",
  });
  const { page, foreign, refused } = await openInbox();
  const message = await openMessage(page, "Own picture");
  const shown = message.locator("img");
  await shown.waitFor();
  await expect
    .poll(() => shown.evaluate((img: any) => [img.naturalWidth, img.alt, img.src.startsWith("blob:")]))
    .toEqual([2, "A boat", true]);
  expect(await message.locator("body").textContent()).toContain("Lost");
  expect([foreign, refused]).toEqual([[], []]);
  await page.getByRole("button", { name: "Show pictures" }).click();
  await expect.poll(() => foreign).toEqual(["image https://evil.example/tracker.png"]);
  await expect.poll(() => message.locator("img").count()).toBe(2);
});

test("a conversation has the answer that is written below it", async () => {
  const { page } = await openInbox();
  const { mail } = rig.emulator.control;
  const message = await openMessage(page, "Plans");
  await message.getByText("The plans").waitFor();
  await page.getByLabel("Your answer").fill("Looks good to me");
  await page.getByRole("button", { name: "Reply to the sender", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reply to the sender" }).click();
  await page.locator(".conversation-item").nth(1).waitFor();
  expect(mail.sent().map(({ subject }) => subject)).toContain("RE: Plans");
});

test("an attachment is saved as a file with its name, and not opened", async () => {
  const { page } = await openInbox();
  const message = await openMessage(page, "Plans");
  await message.getByText("The plans").waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save: plan.html" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("plan.html");
  expect(readFileSync(await download.path(), "utf8")).toBe("<script>1</script>");
});

test("of two attachments with the same name, each is saved with its own content", async () => {
  const { mail } = rig.emulator.control;
  const file = (content: string) => ({ name: "scan.txt", contentType: "text/plain", content });
  mail.deliver({ from: sender, to: mainUser, subject: "Scans", html: "<p>Two scans</p>", attachments: [file("one"), file("two")] });
  const { page } = await openInbox();
  const message = await openMessage(page, "Scans");
  await message.getByText("Two scans").waitFor();
  const contents: string[] = [];
  for (const name of ["scan.txt", "scan.txt (2)"]) {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: `Save: ${name}`, exact: true }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe("scan.txt");
    contents.push(readFileSync(await download.path(), "utf8"));
  }
  expect(contents.toSorted()).toEqual(["one", "two"]);
});

test("a search that finds more than one page says so, and reads the rest", async () => {
  const { mail } = rig.emulator.control;
  // Old, so that the inbox shows the messages of the other tests.
  const old = { body: { contentType: "html" as const, content: "<p>Stripes</p>" }, receivedDateTime: "2018-05-01T08:00:00Z", isRead: true };
  for (let at = 0; at < 60; at++) mail.addMessage(mainUser, "inbox", { subject: `Zebra ${at}`, ...old });
  const { page } = await openInbox();
  await page.getByRole("searchbox").fill("zebra");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("Found: 25").waitFor();
  await page.getByText("Only the first 25 are shown.").waitFor();
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("Found: 50").waitFor();
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("Found: 60").waitFor();
  expect(await page.locator(".conversations a", { hasText: "Zebra" }).count()).toBe(60);
  expect(await page.getByText(/Only the first/).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Show more" }).count()).toBe(0);
});

test("a chat shows its last messages, and what is written below is sent after five seconds", async () => {
  const page = await rig.newPage();
  await page.clock.install();
  await rig.openIn(page);
  await page.getByRole("link", { name: /^Read: .*chat/i }).click();
  await page.getByRole("link", { name: /Mateo/ }).first().click();
  const messages = page.locator(".chat-messages");
  await messages.getByText("Can you look at the stairs before noon?").waitFor();
  expect(await messages.locator("li").last().textContent()).toContain("Yes, after the stand-up.");
  await page.getByLabel("Your answer").fill("On my way <b>now</b>");
  await page.getByRole("button", { name: "Send a message", exact: true }).click();
  await page.locator(".call-notes").getByRole("button", { name: "Undo" }).waitFor();
  await page.clock.fastForward(5_000);
  await messages.getByText("On my way <b>now</b>").waitFor();
  expect(await page.getByLabel("Your answer").inputValue()).toBe("");
});

test("older messages of a chat are loaded by a button, and the search says what it searches", async () => {
  const { chat } = rig.emulator.control;
  const other = householdUsers.colleagues.priya;
  const id = chat.addChat(mainUser, { members: [other] });
  const now = Date.now();
  for (let at = 1; at <= 45; at++) chat.say(other, id, { text: `Step ${at}.`, at: new Date(now - 60_000 + at * 1_000).toISOString() });
  const page = await rig.open();
  await page.getByRole("link", { name: /^Read: .*chat/i }).click();
  const search = page.getByRole("searchbox");
  expect(
    await search.evaluate((input: any) => input.ownerDocument.getElementById(input.getAttribute("aria-describedby")).textContent),
  ).toBe("Part of the topic or of a member's name");
  await page.evaluate(`location.hash += ${JSON.stringify(`/${encodeURIComponent(id)}`)}`);
  const messages = page.locator(".chat-messages");
  await messages.getByText("Step 45.", { exact: true }).waitFor();
  await expect.poll(() => messages.locator("li").count()).toBe(20);
  const older = page.getByRole("button", { name: "Older messages" });
  await older.click();
  await messages.getByText("Step 6.", { exact: true }).waitFor();
  await older.click();
  await messages.getByText("Step 1.", { exact: true }).waitFor();
  expect(await messages.locator("li").allTextContents()).toHaveLength(new Set(await messages.locator("li").allTextContents()).size);
});

test.each(["light", "dark"] as const)("is readable on a phone and on a desktop (%s)", async (colorScheme) => {
  for (const viewport of [
    { width: 390, height: 800 },
    { width: 1280, height: 900 },
  ]) {
    const { page } = await openInbox({ colorScheme, viewport });
    expect(await seriousViolations(page)).toEqual([]);
    const message = await openMessage(page, "Pictures");
    const text = message.getByText("our boat");
    await text.waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    const lightness = await text.evaluate((link: any) =>
      Number(/\d+/.exec(link.ownerDocument.defaultView.getComputedStyle(link.parentElement).color)![0]),
    );
    expect(lightness > 128).toBe(colorScheme === "dark");
    await page.close();
  }
});
