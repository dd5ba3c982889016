import { afterAll, beforeAll, expect, it } from "vitest";
import { bob, callService, createMailHost, shownMessages } from "../../test/email.fixture.ts";

let t: Awaited<ReturnType<typeof createMailHost>>;
beforeAll(async () => {
  t = await createMailHost({ config: { sensors: [{ name: "Inbox" }, { name: "Sent", folder: "sentitems" }] } });
});
afterAll(() => t[Symbol.asyncDispose]());

it.each<[object, string]>([
  [{ to: "" }, "to"],
  [{ to: " " }, "to"],
  [{ to: [] }, "to"],
  [{ to: [bob, ""] }, "to.1"],
  [{ to: bob, cc: "" }, "cc"],
  [{ bcc: [""] }, "bcc.0"],
  [{ replyTo: "" }, "replyTo"],
  [{ from: "" }, "from"],
  [{ to: bob, zip: "../x" }, "zip"],
  [{ to: bob, zip: "a\\b.zip" }, "zip"],
  [{ to: bob, zip: ".." }, "zip"],
  [{ to: bob, zip: "x".repeat(201) }, "zip"],
])("refuses what is empty or no name, and sends nothing: %j", async (input, path) => {
  for (const service of ["send", "create-draft"])
    await expect(callService(t, service, { ...input, text: "x" })).rejects.toMatchObject({
      code: "input-invalid",
      details: { issues: [{ path }] },
    });
  await t.advance("31s");
  expect([shownMessages(t), shownMessages(t, "sent")]).toEqual([[], []]);
});

it.each<[service: string, input: object, path: string]>([
  ["send", { to: "ada@" }, "to"],
  ["send", { to: [bob, "ada"] }, "to.1"],
  ["send", { to: bob, replyTo: "nobody" }, "replyTo"],
  ["forward", { id: "m", to: "ada at x" }, "to"],
  ["forward", { id: "m" }, "to"],
])("refuses an address before anybody is asked whether to send: %s %j", async (service, input, path) => {
  await expect(t.account.reachesOthers(`email/${service}`, { text: "x", ...input })).rejects.toMatchObject({
    code: "input-invalid",
    details: { issues: [{ path }] },
  });
});
