import { expect, it } from "vitest";
import { createEmulator } from "../emulator.ts";
import { createFakeClock } from "../fake-clock.ts";
import { addHousehold } from "./add-household.ts";
import { householdUsers } from "./people.ts";

const { main, sharedMailbox, colleagues } = householdUsers;

it("the household's mailboxes contain threads, all kinds of attachments, flags, nested and localized folders, and a shared mailbox", async () => {
  const { control, fetch } = createEmulator({ clock: createFakeClock("2026-11-23T14:49:00Z"), populate: addHousehold });
  const get = async (user: string, path: string) => {
    const token = await control.tokens.issue(user, ["Mail.Read", "Mail.Read.Shared"]);
    const response = await fetch(`https://graph.microsoft.com/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect([path, response.status]).toEqual([path, 200]);
    return ((await response.json()) as { value: any[] }).value;
  };
  const all = await get(main, "/me/messages?$top=100&$expand=attachments");
  const thread = all.filter(({ subject }) => /Ines's questions/.test(subject)).reverse();
  expect(new Set(thread.map(({ conversationId }) => conversationId)).size).toBe(1);
  expect(thread.map(({ conversationIndex }) => Buffer.from(conversationIndex, "base64").length)).toEqual([22, 27, 32]);
  expect(thread.map(({ hasAttachments }) => hasAttachments)).toEqual([true, false, false]);
  const permit = all.find(({ subject }) => subject.startsWith("Permit"));
  expect(permit.attachments.map((attachment: any) => attachment["@odata.type"].split(".")[2])).toEqual([
    "fileAttachment",
    "fileAttachment",
    "itemAttachment",
    "referenceAttachment",
  ]);
  expect(all.filter(({ flag }) => flag.dueDateTime)).toHaveLength(2);
  expect(all.filter(({ isDraft }) => isDraft)).toHaveLength(1);
  const meetingMails = all.filter((message) => message.meetingMessageType);
  expect(meetingMails.map(({ subject, meetingMessageType, isRead }) => [subject, meetingMessageType, isRead])).toEqual([
    ["Portfolio review", "meetingRequest", true],
    ["Load calculations", "meetingRequest", true],
    ["Canceled: Load calculations", "meetingCancelled", true],
    [expect.stringMatching(/: Materials check-in$/), expect.stringMatching(/^meeting(Accepted|TenativelyAccepted)$/), true],
    [expect.stringMatching(/: Materials check-in$/), expect.stringMatching(/^meeting(Accepted|TenativelyAccepted)$/), true],
  ]);
  expect(all.filter(({ subject }) => subject === "Portfolio review").map(({ receivedDateTime }) => receivedDateTime)).toEqual([
    "2026-11-22T18:49:00Z",
    "2026-11-19T10:49:00Z",
  ]);
  expect(control.mail.sent()).toEqual([]);
  const folders = await get(main, "/me/mailFolders?$top=50");
  const projects = folders.find(({ displayName }) => displayName === "Projects");
  expect(projects.childFolderCount).toBe(2);
  expect((await get(colleagues.jonas, "/me/mailFolders")).map(({ displayName }) => displayName)).toContain("Posteingang");
  expect((await get(main, `/users/${sharedMailbox}/messages`)).length).toBe(3);
});
