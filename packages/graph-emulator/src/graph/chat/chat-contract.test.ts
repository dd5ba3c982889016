import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../test-graph.fixture.ts";

const { ada, ben } = testUsers;
const contractFolder = join(import.meta.dirname, "../../../../../../shared/graph");
const present = existsSync(join(contractFolder, "schemas.json"));
if (!present) console.warn("Skipped: Microsoft's contract data is not available beside the repository (../shared/graph).");

/** Examples that are not tested, with the reason. */
const skipped: Record<string, string> = {
  "chat--chats-getallmessages--1": "only for apps without a signed-in user",
  "chat--chatmessagehostedcontent-get--2": "contents of pictures are not emulated",
};

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

const jsonTypeOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/**
 * Names the properties of the example (or of the items of its page) that are missing in the actual body or have another JSON type there.
 * Null matches any type.
 */
function missingProperties(theirs: any, ours: any, path = ""): string[] {
  if (Array.isArray(theirs)) return [...new Set(theirs.flatMap((item) => (ours.length > 0 ? missingProperties(item, ours[0], path) : [])))];
  if (jsonTypeOf(theirs) !== "object") return [];
  return Object.entries(theirs).flatMap(([name, value]) => {
    if (name.startsWith("@odata.") && name !== "@odata.count") return [];
    const propertyPath = path + name;
    if (!(name in ours)) return [propertyPath];
    if (value === null || ours[name] === null) return [];
    return jsonTypeOf(value) === jsonTypeOf(ours[name]) ? missingProperties(value, ours[name], `${propertyPath}/`) : [propertyPath];
  });
}

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

describe.skipIf(!present)("presence and chats, compared with Microsoft's examples and schemas", () => {
  const names = present ? readdirSync(join(contractFolder, "examples")).filter((name) => /^(presence|chat)--/.test(name)) : [];
  let validate: (definition: string, body: unknown) => unknown;
  beforeAll(() => {
    const schemas = JSON.parse(readFileSync(join(contractFolder, "schemas.json"), "utf8"));
    // Strict: reject properties that are not in the metadata.
    schemas.$defs._extra = schemas.$defs._extraOpen = false;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default.default(ajv);
    ajv.addSchema(schemas);
    validate = (definition, body) => {
      const check = ajv.getSchema(`${schemas.$id}#/$defs/${definition}`);
      if (!check) throw new Error(`There is no definition ${definition}.`);
      return check(body) ? [] : check.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
    };
  });

  it.each(names.map((file) => file.replace(".json", "")).filter((name) => !(name in skipped)))("%s", async (name) => {
    const example = JSON.parse(readFileSync(join(contractFolder, "examples", `${name}.json`), "utf8"));
    const { client, adapt } = await setUp();
    const { path, body } = adapt(example);
    const response = await client.send(example.method, path, body);
    expect([response.status, response.body?.error]).toEqual([example.status, undefined]);
    if (example.responseBody === null) return expect(response.body).toBeNull();
    const definition = definitions.find(([pattern]) => pattern.test(example.path.split("?")[0]))![1];
    expect(validate(definition, response.body)).toEqual([]);
    expect(missingProperties(example.responseBody, response.body)).toEqual(knownMissing[name] ?? []);
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
