import type { Directory, User } from "../../directory.ts";
import { badRequest, GraphFault } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { itemsOf, propertiesOf } from "../../protocol/properties-of.ts";
import { createdResult, defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { chatOf, checkOwnChats, expandOf, wantsAllEnumMembers } from "./chat-access.ts";
import { type ChatStore, identityOf } from "./chat-store.ts";
import { memberIdOf, presentChat, presentMember } from "./present-chat.ts";
import type { StoredChat, StoredChatMember } from "./stored-chat.ts";

/** Adds `@odata.count`, which Graph always sends for chats. */
export function withCount(result: GraphResult): GraphResult {
  const { "@odata.context": context, value, ...rest } = result.body as { "@odata.context": string; value: unknown[] };
  return { ...result, body: { "@odata.context": context, "@odata.count": value.length, ...rest, value } };
}

/** Creates the routes for chats and their members. */
export function createChatRoutes(store: ChatStore, directory: Directory): Route[] {
  const present = (request: GraphRequest, chat: StoredChat, expand: readonly string[]) =>
    presentChat(chat, { userId: request.user.id, expand, allEnumMembers: wantsAllEnumMembers(request) });

  const list = (request: GraphRequest) => {
    checkOwnChats(request);
    const { query } = request;
    const expand = expandOf(request);
    if ((query.top ?? 0) > 50) throw createRefusal("chat-top-maximum");
    for (const { path, descending } of query.orderBy)
      if (path.toLowerCase() !== "lastmessagepreview/createddatetime" || !descending) throw createRefusal("chat-orderby", { value: path });
    return withCount(
      buildListPage(request, store.chatsOf(request.user.id), {
        context: expand.includes("members") ? "chats(members())" : "chats",
        read: (chat) => present(request, chat, ["members", "lastmessagepreview"]),
        present: (chat) => present(request, chat, expand),
        defaultTop: 20,
        maxTop: 50,
        above: "refuse",
        paging: "skiptoken",
      }),
    );
  };
  const get = (request: GraphRequest) => buildEntity(request, "chats", present(request, chatOf(request, store), expandOf(request)));

  const readBoundUser = (member: unknown): User => {
    const name = /users(?:\('((?:[^']|'')+)'\)|\/([^/?]+))$/.exec(String(propertiesOf(member)["user@odata.bind"] ?? ""));
    const user = directory.user(decodeURIComponent(name?.[1]?.replaceAll("''", "'") ?? name?.[2] ?? ""));
    if (!user) throw new GraphFault(404, "NotFound", "The user of a member was not found.");
    return user;
  };
  const roleOf = (member: unknown): string => {
    const [role] = itemsOf(propertiesOf(member).roles);
    if (role !== "owner" && role !== "guest")
      throw createRefusal("chat-create-members", { reason: "Every member needs the role owner or guest." });
    return role;
  };
  const create = (request: GraphRequest) => {
    const { chatType, topic = null, members } = propertiesOf(request.body);
    if (chatType !== "oneOnOne" && chatType !== "group") throw badRequest("ChatType is invalid: oneOnOne or group.");
    if (topic !== null && (chatType !== "group" || typeof topic !== "string")) throw createRefusal("chat-create-topic");
    if (!Array.isArray(members)) throw createRefusal("chat-create-members", { reason: "Members are missing." });
    const invited = members.map((member) => ({ user: readBoundUser(member), role: roleOf(member) }));
    if (!invited.some(({ user }) => user.id === request.user.id))
      throw createRefusal("chat-create-members", { reason: "The caller has to be one of the members." });
    if (chatType === "oneOnOne" && new Set(invited.map(({ user }) => user.id)).size !== 2)
      throw createRefusal("chat-create-members", { reason: "A oneOnOne chat has two members." });
    const chat = store.create({ chatType, topic, members: invited, tenantId: request.user.tenantId, initiator: request.user });
    return createdResult({ "@odata.context": `${request.origin}/v1.0/$metadata#chats/$entity`, ...present(request, chat, []) });
  };
  const rename = (request: GraphRequest) => {
    const chat = chatOf(request, store);
    const { topic } = propertiesOf(request.body);
    if (typeof topic !== "string") throw badRequest("Topic is missing.");
    if (chat.chatType !== "group") throw badRequest("The topic of this type of chat cannot be changed.");
    store.rename(chat, topic, identityOf(request.user));
    return buildEntity(request, "chats", present(request, chat, []));
  };

  const memberOf = (request: GraphRequest): { chat: StoredChat; member: StoredChatMember } => {
    const chat = chatOf(request, store);
    const member = chat.members.find(({ userId }) => memberIdOf(chat, userId) === request.params.member);
    if (!member) throw new GraphFault(404, "NotFound", "The member was not found.");
    return { chat, member };
  };
  const membersContext = (chat: StoredChat) => `chats('${encodeURIComponent(chat.id)}')/members`;
  const members = (request: GraphRequest) => {
    const chat = chatOf(request, store);
    const value = chat.members.map((member) => presentMember(chat, member));
    return withCount({ body: { "@odata.context": `${request.origin}/v1.0/$metadata#${membersContext(chat)}`, value } });
  };

  return [
    defineRoute("GET", "/me/chats", list, { expand: "all" }),
    defineRoute("GET", "/chats", list, { expand: "all" }),
    defineRoute("POST", "/chats", create),
    defineRoute("GET", "/me/chats/{chat}", get, { expand: "all" }),
    defineRoute("GET", "/chats/{chat}", get, { expand: "all" }),
    defineRoute("PATCH", "/chats/{chat}", rename),
    defineRoute("GET", "/me/chats/{chat}/members", members),
    defineRoute("GET", "/chats/{chat}/members", members),
    defineRoute("POST", "/chats/{chat}/members", (request) => {
      const chat = chatOf(request, store);
      if (chat.chatType === "oneOnOne") throw badRequest("Members cannot be added to a oneOnOne chat.");
      const { userId } = store.addMember(chat, readBoundUser(request.body), roleOf(request.body), identityOf(request.user));
      return { status: 201, headers: { Location: `/chats/${chat.id}/members/${memberIdOf(chat, userId)}` } };
    }),
    defineRoute("GET", "/chats/{chat}/members/{member}", (request) => {
      const { chat, member } = memberOf(request);
      return buildEntity(request, membersContext(chat), presentMember(chat, member));
    }),
    defineRoute("DELETE", "/chats/{chat}/members/{member}", (request) => {
      const { chat, member } = memberOf(request);
      store.removeMember(chat, member.userId, identityOf(request.user));
      return noContentResult();
    }),
    defineRoute("POST", "/chats/{chat}/markChatReadForUser", (request) => {
      chatOf(request, store).readAt.set(request.user.id, request.clock.now());
      return noContentResult();
    }),
  ];
}
