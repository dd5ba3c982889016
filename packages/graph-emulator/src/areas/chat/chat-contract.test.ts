import { expect, it } from "vitest";
import { describeContract, exampleNamesOf, expectAnswer, readExample } from "../../../test/areas/contract-data.fixture.ts";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;

/** Properties of an example's response that the emulator does not have. */
const knownMissing: Record<string, string[]> = {
  // The example wraps the presence in a list. The service does not.
  "presence--presence-get--3": ["value"],
  // Newer than the metadata, and always null in a chat.
  "chat--chatmessage-get--1": ["from/conversation"],
};

const definitions: [pattern: RegExp, definition: string][] = [
  [/getPresencesByUserId$/, "page.presence"],
  [/\/presence$|\/presences\//, "presence.read"],
  [/\/hostedContents$/, "page.chatMessageHostedContent"],
  [/\/hostedContents\//, "chatMessageHostedContent.read"],
  [/\/messages(\/[^/]+)?$/, "chatMessage.read"],
  [/\/members$/, "page.conversationMember"],
  [/\/members\//, "conversationMember.any"],
  [/\/(me|users\/[^/]+)\/chats$/, "page.chat"],
  [/\/chats(\/[^/]+)?$/, "chat.read"],
];

async function setUp() {
  const graph = createTestGraph();
  const { directory, control } = graph.emulator;
  directory.addUser({ userPrincipalName: "cho@contoso.example", displayName: "Cho Lin" });
  const id = (name: string) => directory.user(name)!.id;
  const people = [ada, ben, "cho@contoso.example"].map(id);
  const oneOnOne = control.chat.addChat(ada, { members: [ben] });
  const group = control.chat.addChat(ada, { members: [ben, "cho@contoso.example"], topic: "Roof" });
  const meeting = control.chat.addChat(ben, { type: "meeting", members: [ada], topic: "Weekly" });
  const client = await graph.client(
    ada,
    "Presence.Read.All",
    "Presence.ReadWrite",
    "Chat.ReadWrite",
    "ChatMember.ReadWrite",
    "ChatMessage.Send",
  );
  const picture = await client.send("POST", `/chats/${group}/messages`, {
    body: { contentType: "html", content: '<at id="0">Ben</at><img src="../hostedContents/1/$value">' },
    mentions: [{ id: 0, mentionText: "Ben", mentioned: { user: { id: id(ben), displayName: "Ben Ito" } } }],
    hostedContents: [{ "@microsoft.graph.temporaryId": "1", contentBytes: "iVBO", contentType: "image/png" }],
  });
  const hosted = (await client.get(`/chats/${group}/messages/${picture.body.id}/hostedContents`)).body.value[0].id;
  const member = (await client.get(`/chats/${group}/members`)).body.value.at(-1).id;
  await client.send("POST", `/chats/${group}/messages/${picture.body.id}/setReaction`, { reactionType: "like" });
  await client.send("POST", `/users/${id(ada)}/presence/setPresence`, {
    sessionId: "22553876-f5ab-4529-bffb-cfe50aa89f87",
    availability: "Busy",
    activity: "InACall",
  });
  await client.send("POST", "/me/presence/setStatusMessage", {
    statusMessage: {
      message: { content: "Out", contentType: "text" },
      expiryDateTime: { dateTime: "2026-03-02T12:00:00", timeZone: "UTC" },
    },
  });
  /** Returns the example's path and body with ids of this emulator. */
  const adapt = ({ path, requestBody }: any) => {
    const chat = /@unq\.gbl\.spaces/.test(path) ? oneOnOne : /meeting_/.test(path) ? meeting : group;
    const message = /unq/.test(path) ? control.chat.say(ben, oneOnOne, "test") : picture.body.id;
    const bind = (member: any, user: string) => ({ ...member, "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user}')` });
    const adapted = {
      ...requestBody,
      ...(requestBody?.members && { members: requestBody.members.map((member: any, at: number) => bind(member, people[at]!)) }),
      ...(requestBody?.["user@odata.bind"] && bind(requestBody, people[2]!)),
      ...(requestBody?.ids && { ids: people.slice(0, 2) }),
    };
    return {
      path: path
        .replace(/\/users\/[^/]+/, `/users/${id(/66825e03/.test(path) ? ben : ada)}`)
        .replace(/\/presences\/[^/]+/, `/presences/${id(ben)}`)
        .replace(/\/chats\/[^/?]+/, `/chats/${chat}`)
        .replace(/\/members\/.+/, `/members/${member}`)
        .replace(/\/messages\/[^/]+/, `/messages/${message}`)
        .replace(/\/hostedContents\/[^/]+/, `/hostedContents/${hosted}`),
      body: requestBody === null ? undefined : adapted,
    };
  };
  return { client, adapt, oneOnOne, group, meeting, control };
}

describeContract("presence and chats", (validate) => {
  it.each(exampleNamesOf("presence", "chat"))("%s", async (name) => {
    const example = readExample(name);
    const { client, adapt } = await setUp();
    const { path, body } = adapt(example);
    const response = await client.send(example.method, path, body);
    const definition = () => definitions.find(([pattern]) => pattern.test(example.path.split("?")[0]))?.[1];
    expectAnswer(example, response, { validate, definition, missing: knownMissing[name] });
  });

  it("all kinds of pages are valid: previews, system events, deleted messages, mentions, reactions", async () => {
    const { client, group, oneOnOne, control } = await setUp();
    control.chat.deleteMessage(oneOnOne, control.chat.say(ben, oneOnOne, "Oops"));
    control.chat.say(ben, group, { text: "Build is green", app: "Builder", importance: "urgent" });
    control.chat.rename(ben, group, "Attic");
    control.chat.removeMember(ben, group, "cho@contoso.example");
    for (const prefer of ["", "include-unknown-enum-members"]) {
      const read = (path: string) => client.get(path, { prefer });
      expect(validate("page.chat", (await read("/me/chats?$expand=members,lastMessagePreview")).body)).toEqual([]);
      for (const chat of [group, oneOnOne]) expect(validate("page.chatMessage", (await read(`/chats/${chat}/messages`)).body)).toEqual([]);
    }
    expect(validate("page.conversationMember", (await client.get(`/chats/${group}/members`)).body)).toEqual([]);
    expect(validate("presence.read", (await client.get("/me/presence")).body)).toEqual([]);
    for (const path of ["/chats/x", "/me/chats?$top=51"]) expect(validate("error", (await client.get(path)).body)).toEqual([]);
  });
});
