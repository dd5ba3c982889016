import { expect, it } from "vitest";
import { ada, callService, createMailHost, deliverToAda, mailControl, shownMessages } from "../../test/email.fixture.ts";

const withBodies = {
  sensors: [
    { name: "Inbox", body: "text" },
    { name: "Bills", folder: "Inbox/Bills" },
  ],
};
const subjectsOf = async (call: Promise<any>) => (await call).messages.map(({ subject }: any) => subject);

it("list-messages: reads the folder of a sensor, and without one the inbox", async () => {
  await using t = await createMailHost({ config: withBodies });
  mailControl(t).addFolder(ada, "Bills", "inbox");
  mailControl(t).addMessage(ada, "Inbox/Bills", { subject: "Power" });
  await t.account.rescan();
  deliverToAda(t, { subject: "News" });
  await t.advance("30s");
  expect(await subjectsOf(callService(t, "list-messages", {}))).toEqual(["News"]);
  expect(await subjectsOf(callService(t, "list-messages", { sensor: "bills" }))).toEqual(["Power"]);
  expect(await subjectsOf(callService(t, "list-messages", { sensor: "bills", search: "power" }))).toEqual(["Power"]);
  expect(await subjectsOf(callService(t, "list-messages", { sensor: "bills", folder: "inbox" }))).toEqual(["News"]);
  const { input } = (await t.host.services("home")).find(({ id }) => id === "email/list-messages")!;
  expect(input).toMatchObject({ properties: { sensor: { examples: ["inbox", "bills"] } } });
  expect(input).not.toHaveProperty("required");
  await expect(callService(t, "list-messages", { sensor: "taxes" })).rejects.toMatchObject({ code: "sensor-unknown" });
});

it("list-messages: reads a conversation in all folders, newest first, also what was sent", async () => {
  await using t = await createMailHost({ config: withBodies });
  deliverToAda(t, { subject: "Boat" });
  deliverToAda(t, { subject: "Other" });
  await t.advance("30s");
  const boat = shownMessages(t).find(({ subject }) => subject === "Boat");
  await t.advance("1m");
  await callService(t, "reply", { id: boat.id, text: "Yes" });
  const { conversationId } = await callService(t, "get-message", { id: boat.id });
  expect(await subjectsOf(callService(t, "list-messages", { conversation: conversationId }))).toEqual(["RE: Boat", "Boat"]);
  for (const more of [{ search: "x" }, { bodyContains: "x" }])
    await expect(callService(t, "list-messages", { conversation: conversationId, ...more })).rejects.toMatchObject({
      code: "input-invalid",
    });
});

it("get-message: keeps addresses of pictures only where they are asked for", async () => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t, {
    html: `<p>See <img src="https://x.example/a.png" alt="a boat"> <img src="http://x.example/b.png" alt="b"></p>`,
  });
  const bodyOf = async (more: object) => (await callService(t, "get-message", { id, body: "html", ...more })).body;
  expect(await bodyOf({})).toBe("<p>See <span>a boat</span> <span>b</span></p>");
  expect(await bodyOf({ remotePictures: true })).toBe('<p>See <img src="https://x.example/a.png" alt="a boat" /> <span>b</span></p>');
});

it("download-attachment: returns one attachment with a safe name, and refuses links, other names and large files", async () => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t, { attachments: [{ name: "../plan.txt", contentType: "text/plain", content: "Straße" }] });
  mailControl(t).addAttachmentOf(ada, id, {
    "@odata.type": "#microsoft.graph.referenceAttachment",
    name: "link",
    sourceUrl: "https://x.example",
  });
  mailControl(t).addAttachment(ada, id, { name: "film.mp4", contentBytes: Buffer.alloc(25 * 1024 * 1024 + 1).toString("base64") });
  const file = await callService(t, "download-attachment", { id, name: "../plan.txt" });
  expect(file).toMatchObject({ name: "plan.txt", contentType: "text/plain" });
  expect(Buffer.from(file.content, "base64").toString()).toBe("Straße");
  for (const name of ["link", "none", "film.mp4"])
    await expect(callService(t, "download-attachment", { id, name })).rejects.toMatchObject({ code: "input-invalid" });
});

it("download-pictures: returns the pictures in the text with their content IDs, and nothing that could contain a script", async () => {
  await using t = await createMailHost({ config: withBodies });
  const id = deliverToAda(t, { html: `<p><img src="cid:boat@x.example" alt="A boat"><img src="cid:2" alt="2"></p>` });
  const addInline = (name: string, contentType: string, contentId: string, more = {}) =>
    mailControl(t).addAttachmentOf(ada, id, {
      "@odata.type": "#microsoft.graph.fileAttachment",
      ...{ name, contentType, contentId, isInline: true, contentBytes: Buffer.from(name).toString("base64"), ...more },
    });
  addInline("boat.PNG", "image/PNG", "boat@x.example");
  addInline("same.png", "image/png", "2");
  addInline("same.png", "image/svg+xml", "3");
  addInline("plan.png", "image/png", "4", { isInline: false });
  const found = await callService(t, "download-pictures", { id });
  expect(found.pictures.map(({ content, ...rest }: any) => ({ ...rest, text: Buffer.from(content, "base64").toString() }))).toEqual([
    { contentId: "boat@x.example", contentType: "image/png", text: "boat.PNG" },
    { contentId: "2", contentType: "image/png", text: "same.png" },
  ]);
  expect((await callService(t, "get-message", { id, body: "html", remotePictures: true })).body).toBe(
    '<p><img src="cid:boat@x.example" alt="A boat" /><img src="cid:2" alt="2" /></p>',
  );
  addInline("huge.png", "image/png", "5", { contentBytes: Buffer.alloc(10 * 1024 * 1024).toString("base64") });
  expect(await callService(t, "download-pictures", { id })).toMatchObject({ pictures: [{}, {}], truncated: true });
});
