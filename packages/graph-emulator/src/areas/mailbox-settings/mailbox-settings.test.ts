import { describe, expect, it } from "vitest";
import { describeContract, exampleNamesOf, missingProperties, readExample } from "../../../test/areas/contract-data.fixture.ts";
import { createMailTest, expectRefusal, readFolder, recipientsOf } from "../../../test/areas/mail/mail-test.fixture.ts";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben, pat } = testUsers;
const at = (dateTime: string, timeZone = "UTC") => ({ dateTime, timeZone });
const utc = (dateTime: string) => at(`${dateTime}.0000000`);
const enabledReplies = (more: object = {}) => ({
  automaticRepliesSetting: { status: "alwaysEnabled", internalReplyMessage: "In", externalReplyMessage: "Out", ...more },
});

describe("mailbox settings", () => {
  it("are read with MailboxSettings.Read, completely or in parts, for one's own mailbox", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "MailboxSettings.Read");
    const whole = (await client.get("/me/mailboxSettings")).body;
    expect(whole).toMatchObject({ timeZone: "GMT Standard Time", language: { locale: "en-GB" }, userPurpose: "user" });
    expect((await client.get("/me/mailboxSettings/timeZone")).body.value).toBe("GMT Standard Time");
    const archive = (await (await graph.client(ada, "Mail.Read")).get("/me/mailFolders/archive")).body.id;
    expect([whole.archiveFolder, (await client.get("/me/mailboxSettings/archiveFolder")).body.value]).toEqual([archive, archive]);
    expect((await client.get("/me/mailboxSettings/automaticRepliesSetting")).body).toMatchObject({ status: "disabled" });
    expect((await client.get("/me/outlook/supportedLanguages")).status).toBe(403);
    expect((await client.send("PATCH", "/me/mailboxSettings", {})).status).toBe(403);
    expectRefusal("settings-other-mailbox", await client.get(`/users/${ben}/mailboxSettings`));
  });

  it("change only in the named properties, store times in UTC, and accept any case", async () => {
    const { me } = await createMailTest();
    const patch = (setting: object) => me.send("PATCH", "/me/mailboxSettings", { automaticRepliesSetting: setting });
    await patch({ status: "AlwaysEnabled", internalReplyMessage: "Away", externalAudience: "ContactsOnly" });
    const start = at("2026-03-29T01:30:00", "Europe/Berlin");
    const { body } = await patch({
      status: "scheduled",
      scheduledStartDateTime: start,
      scheduledEndDateTime: at("2026-03-29T03:30:00", "W. Europe Standard Time"),
    });
    expect(body.automaticRepliesSetting).toMatchObject({
      status: "scheduled",
      externalAudience: "contactsOnly",
      scheduledStartDateTime: utc("2026-03-29T00:30:00"),
      scheduledEndDateTime: utc("2026-03-29T01:30:00"),
    });
    expect(body.automaticRepliesSetting.internalReplyMessage).toContain("Away");
    expectRefusal("oof-duration", await patch({ scheduledEndDateTime: utc("2026-03-28T00:00:00") }));
    expect((await patch({ status: "sometimes" })).status).toBe(400);
    expect((await patch({ scheduledStartDateTime: at("2026-03-29T01:30:00", "Mars/Base") })).status).toBe(400);
    expectRefusal("settings-read-only", await me.send("PATCH", "/me/mailboxSettings", { userPurpose: "room" }));
    expect((await me.send("PATCH", "/me/mailboxSettings", { timeZone: "Nowhere" })).status).toBe(400);
    expect((await me.send("PATCH", "/me/mailboxSettings", { timeZone: "Europe/Berlin", dateFormat: "yyyy-MM-dd" })).body).toMatchObject({
      timeZone: "Europe/Berlin",
      dateFormat: "yyyy-MM-dd",
    });
  });

  it("oof-text-is-html", async () => {
    const { settings } = await createMailTest();
    const { automaticRepliesSetting: setting } = settings.set(ada, enabledReplies({ internalReplyMessage: "Away\nBack soon" }));
    expect(setting.internalReplyMessage).toBe("<html>\n<body>\nAway\nBack soon\n</body>\n</html>\n");
    expect(settings.set(ada, enabledReplies({ internalReplyMessage: "" })).automaticRepliesSetting.internalReplyMessage).toBe("");
  });
});

describe("automatic replies", () => {
  const sendMailTo = (client: Awaited<ReturnType<typeof createMailTest>>["me"], address: string, subject = "Hello") =>
    client.send("POST", "/me/sendMail", { message: { subject, toRecipients: recipientsOf(address) }, saveToSentItems: false });

  it("oof-once-per-sender", async () => {
    const { settings, me, other } = await createMailTest();
    settings.set(ada, enabledReplies());
    settings.set(ben, enabledReplies({ internalReplyMessage: "Me too" }));
    await sendMailTo(other, ada);
    await sendMailTo(other, ada);
    const [reply, ...more] = await readFolder(other, "inbox");
    expect([more, await readFolder(me, "sentitems")]).toEqual([[], []]);
    expect(reply).toMatchObject({ subject: "Automatic reply: Hello", from: { emailAddress: { address: ada } } });
    expect(reply.body.content).toContain("In");
    expect((await readFolder(me, "inbox")).map(({ subject }) => subject)).toEqual(["Hello", "Hello"]);
    settings.set(ada, enabledReplies({ internalReplyMessage: "Still away" }));
    await sendMailTo(other, ada);
    expect(await readFolder(other, "inbox")).toHaveLength(2);
    settings.set(ada, { automaticRepliesSetting: { status: "disabled" } });
    await sendMailTo(other, ada);
    expect(await readFolder(other, "inbox")).toHaveLength(2);
  });

  it("send the external text to outside senders, to contacts only, or to nobody outside", async () => {
    const { graph, mail, settings } = await createMailTest();
    const automaticReplies = () => mail.sent().filter(({ kind }) => kind === "automatic");
    const from = (address: string) => mail.deliver({ from: address, to: ada, subject: "Offer" });
    settings.set(ada, enabledReplies({ externalAudience: "none" }));
    from("cleo@far.example");
    expect(automaticReplies()).toEqual([]);
    settings.set(ada, enabledReplies({ externalAudience: "contactsOnly" }));
    settings.setContacts(ada, ["Dan@far.example"]);
    from("cleo@far.example");
    from("Dan <dan@far.example>");
    expect(automaticReplies()).toMatchObject([{ to: "dan@far.example", subject: "Automatic reply: Offer" }]);
    settings.set(ada, enabledReplies({ externalAudience: "all" }));
    await sendMailTo(await graph.client(pat, "Mail.Send"), ada);
    const [reply] = await readFolder(await graph.client(pat, "Mail.Read"), "inbox");
    expect(reply.body.content).toContain("Out");
  });

  it("are sent only in the scheduled window", async () => {
    const { graph, settings } = await createMailTest();
    const now = graph.clock.now().getTime();
    const iso = (hours: number) => at(new Date(now + hours * 3600_000).toISOString().slice(0, 19));
    settings.set(ada, enabledReplies({ status: "scheduled", scheduledStartDateTime: iso(1), scheduledEndDateTime: iso(3) }));
    const repliesAfter = async (afterHours: number) => {
      await graph.clock.advance(afterHours * 3600_000);
      graph.emulator.control.mail.deliver({ from: `cleo${afterHours}@far.example`, to: ada });
      return graph.emulator.control.mail.sent().length;
    };
    expect([await repliesAfter(0), await repliesAfter(1), await repliesAfter(1.9), await repliesAfter(0.2)]).toEqual([0, 1, 2, 2]);
  });
});

describeContract("mailbox settings", (validate) => {
  it.each(exampleNamesOf("mailboxSettings"))("%s", async (name) => {
    const example = readExample(name);
    const { graph } = await createMailTest();
    const me = await graph.client(ada, "MailboxSettings.ReadWrite", "User.Read");
    if (/get-mailboxsettings--3/.test(name))
      await me.send("PATCH", "/me/mailboxSettings", readExample("mailboxSettings--user-update-mailboxsettings--2").requestBody);
    const response = await me.send(example.method, example.path, example.requestBody ?? undefined);
    expect([response.status, response.body.error]).toEqual([example.status, undefined]);
    const last = example.path.split("/").at(-1);
    const definition = {
      mailboxSettings: "mailboxSettings",
      automaticRepliesSetting: "automaticRepliesSetting",
      workingHours: "workingHours",
    }[last as string];
    const { "@odata.context": _, ...body } = response.body;
    expect(validate(definition ?? "page", definition ? body : response.body)).toEqual([]);
    expect(missingProperties(example.responseBody, response.body)).toEqual([]);
  });
});
