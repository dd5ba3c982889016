import { badRequest, GraphFault } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { type FilterExpression, pathsOf } from "../../protocol/odata/parse-filter.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { createdResult, defineRefusedRoute, defineRoute, type GraphRequest, noContentResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { chatOf, messageOf, wantsAllEnumMembers } from "./chat-access.ts";
import { withCount } from "./chat-routes.ts";
import { type ChatStore, identityOf } from "./chat-store.ts";
import { presentChatMessage } from "./present-chat.ts";
import { readChatMessage } from "./read-chat-message.ts";
import type { StoredChat, StoredChatMessage } from "./stored-chat.ts";

const operators: Readonly<Record<string, readonly string[]>> = { lastmodifieddatetime: ["gt", "lt"], createddatetime: ["lt"] };

/** Creates the routes for messages of a chat. */
export function createChatMessageRoutes(store: ChatStore): Route[] {
  const messagesContext = (chat: StoredChat) => `chats('${encodeURIComponent(chat.id)}')/messages`;
  const list = (request: GraphRequest) => {
    const chat = chatOf(request, store);
    const { orderBy, filter } = request.query;
    if ((request.query.top ?? 0) > 50) throw createRefusal("chat-top-maximum");
    const [order, more] = orderBy;
    const key = order?.path.toLowerCase() ?? "lastmodifieddatetime";
    if (more || !(key in operators) || (order && !order.descending))
      throw createRefusal("chat-message-orderby", { value: order?.path ?? "" });
    // Graph silently ignores a filter that does not match the order.
    const appliedFilter = order && filter && pathsOf(filter).every((path) => path.toLowerCase() === key) ? filter : undefined;
    if (appliedFilter) checkFilter(appliedFilter, key);
    const present = (message: StoredChatMessage) => presentChatMessage(chat, message, wantsAllEnumMembers(request));
    return withCount(
      buildListPage({ ...request, query: { ...request.query, filter: appliedFilter } }, chat.messages, {
        context: messagesContext(chat),
        read: present,
        present,
        order: { path: "lastModifiedDateTime", descending: true },
        defaultTop: 20,
        maxTop: 50,
        above: "refuse",
        paging: "skiptoken",
      }),
    );
  };

  const get = (request: GraphRequest) => {
    const { chat, message } = messageOf(request, store);
    return buildEntity(request, messagesContext(chat), presentChatMessage(chat, message, wantsAllEnumMembers(request)));
  };

  const send = (request: GraphRequest) => {
    const chat = chatOf(request, store);
    const { pictures, ...input } = readChatMessage(request.body, request.user);
    const message = store.addMessage(chat, input);
    message.hostedContents = pictures.map((picture) => Buffer.from(`id=${chat.id}/${message.id}/${picture}`).toString("base64url"));
    for (const [index, picture] of pictures.entries())
      message.body.content = message.body.content.replaceAll(
        `../hostedContents/${picture}/$value`,
        `${request.origin}/v1.0/chats/${chat.id}/messages/${message.id}/hostedContents/${message.hostedContents[index]}/$value`,
      );
    const context = `${request.origin}/v1.0/$metadata#${messagesContext(chat)}/$entity`;
    return createdResult({ "@odata.context": context, ...presentChatMessage(chat, message, wantsAllEnumMembers(request)) });
  };

  const react = (request: GraphRequest) => {
    const { message } = messageOf(request, store);
    const { reactionType } = propertiesOf(request.body);
    if (typeof reactionType !== "string" || !reactionType) throw badRequest("The reactionType is missing.");
    const others = message.reactions.filter(({ user }) => user.id !== request.user.id);
    const set = request.template.endsWith("/setReaction");
    message.reactions = set ? [...others, { reactionType, user: identityOf(request.user), at: request.clock.now() }] : others;
    message.modifiedAt = request.clock.now();
    return noContentResult();
  };

  const presentHostedContent = (id: string) => ({ id, contentBytes: null, contentType: null });
  const hostedContentsOf = (request: GraphRequest) => {
    const { chat, message } = messageOf(request, store);
    return { context: `${messagesContext(chat)}('${message.id}')/hostedContents`, ids: message.hostedContents };
  };

  return [
    defineRoute("GET", "/me/chats/{chat}/messages", list),
    defineRoute("GET", "/chats/{chat}/messages", list),
    defineRoute("GET", "/me/chats/{chat}/messages/{message}", get),
    defineRoute("GET", "/chats/{chat}/messages/{message}", get),
    defineRoute("POST", "/chats/{chat}/messages", send),
    defineRefusedRoute("POST", "/me/chats/{chat}/messages", () => createRefusal("chat-write-below-me")),
    defineRoute("POST", "/chats/{chat}/messages/{message}/setReaction", react),
    defineRoute("POST", "/chats/{chat}/messages/{message}/unsetReaction", react),
    defineRoute("GET", "/chats/{chat}/messages/{message}/hostedContents", (request) => {
      const { context, ids } = hostedContentsOf(request);
      return withCount({ body: { "@odata.context": `${request.origin}/v1.0/$metadata#${context}`, value: ids.map(presentHostedContent) } });
    }),
    defineRoute("GET", "/chats/{chat}/messages/{message}/hostedContents/{content}", (request) => {
      const { context, ids } = hostedContentsOf(request);
      if (!ids.includes(request.params.content!)) throw new GraphFault(404, "NotFound", "The content was not found.");
      return buildEntity(request, context, presentHostedContent(request.params.content!));
    }),
    // There is no delegated permission, so the request is refused before this handler runs.
    defineRoute("GET", "/me/chats/getAllMessages", () => noContentResult()),
  ];
}

function checkFilter(filter: FilterExpression, key: string): void {
  if (filter.kind === "and") {
    checkFilter(filter.left, key);
    checkFilter(filter.right, key);
  } else if (filter.kind !== "compare" || !operators[key]!.includes(filter.op)) throw createRefusal("chat-message-filter", { value: key });
}
