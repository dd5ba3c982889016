import type { Refusal } from "../../refusals.ts";

const listPage = "learn.microsoft.com/graph/api/chat-list";
const messagesPage = "learn.microsoft.com/graph/api/chat-list-messages";
const createPage = "learn.microsoft.com/graph/api/chat-post";

/** Teams chats. */
export const chatRefusals = {
  "chat-top-maximum": {
    call: "GET /me/chats, /chats/{id}/messages",
    rule: "`$top` above 50 answers 400; 20 come without it.",
    source: `${listPage}; ${messagesPage}`,
    status: 400,
    code: "BadRequest",
    message: "Query option 'Top' was specified with an invalid value. The limit of '50' has been exceeded.",
  },
  "chat-orderby": {
    call: "GET /me/chats",
    rule: "`$orderby` takes `lastMessagePreview/createdDateTime desc` and nothing else; without it the order means nothing.",
    source: listPage,
    status: 400,
    code: "BadRequest",
    message: "QueryOptions to order by '{value}' is not supported.",
  },
  "chat-expand": {
    call: "GET /me/chats, /chats/{id}",
    rule: "`$expand` takes `members` and `lastMessagePreview` and nothing else.",
    source: listPage,
    status: 400,
    code: "BadRequest",
    message: "Expanding '{value}' is not supported.",
  },
  "chat-preview-permission": {
    call: "GET /me/chats?$expand=lastMessagePreview",
    rule: "`Chat.ReadBasic` lists chats and members, but shows no message: `lastMessagePreview` needs `Chat.Read`.",
    source: "graph/permissions.json: consent text of `Chat.ReadBasic`",
    status: 403,
    code: "Forbidden",
    message: "Missing scope permissions on the request. API requires one of 'Chat.Read, Chat.ReadWrite'.",
  },
  "chat-message-orderby": {
    call: "GET /chats/{id}/messages",
    rule: "Messages come newest first, by `lastModifiedDateTime` or `createdDateTime`; the other direction answers 400.",
    source: messagesPage,
    status: 400,
    code: "BadRequest",
    message: "QueryOptions to order by '{value}' is not supported.",
  },
  "chat-message-filter-ignored": {
    call: "GET /chats/{id}/messages",
    rule: "`$filter` is ignored unless `$orderby` names the same property.",
    source: messagesPage,
  },
  "chat-message-filter": {
    call: "GET /chats/{id}/messages",
    rule: "`$filter` takes `lastModifiedDateTime` with gt and lt and `createdDateTime` with lt.",
    source: messagesPage,
    status: 400,
    code: "BadRequest",
    message: "The filter on '{value}' is not supported.",
  },
  "chat-system-type-hidden": {
    call: "GET /chats/{id}/messages, lastMessagePreview",
    rule: "System events come as `unknownFutureValue` unless `Prefer: include-unknown-enum-members` is sent; their body is `<systemEventMessage/>`.",
    source: messagesPage,
  },
  "chat-unknown": {
    call: "/chats/{id} and below",
    rule: "A chat that does not exist answers 404.",
    source: "learn.microsoft.com/graph/api/chat-get",
    status: 404,
    code: "NotFound",
    message: "No chat is found for the given id.",
  },
  "chat-not-a-member": {
    call: "/chats/{id} and below",
    rule: "Chats one is not a member of, and chats of a tenant where one is a guest, answer 403, although the latter are listed.",
    source: "reference-system.md §3.7 and §5 item 22; microsoft-graph-docs-contrib issue 9129",
    status: 403,
    code: "Forbidden",
    message: "InsufficientPrivileges",
  },
  "chat-others": {
    call: "GET /users/{other}/chats",
    rule: "With delegated permissions only one's own chats can be read.",
    source: listPage,
    status: 403,
    code: "Forbidden",
    message: "The signed-in user may read only their own chats.",
  },
  "chat-all-messages": {
    call: "GET /me/chats/getAllMessages",
    rule: "There is no delegated permission for all messages at once: read chat by chat.",
    source: "graph/permissions.json, note of /me/chats/getAllMessages",
  },
  "chat-create-members": {
    call: "POST /chats",
    rule: "Every member has to be named, the caller too, with a role; a oneOnOne chat has two.",
    source: createPage,
    status: 400,
    code: "BadRequest",
    message: "{reason}",
  },
  "chat-create-topic": {
    call: "POST /chats",
    rule: "Only a group chat takes a topic.",
    source: createPage,
    status: 400,
    code: "BadRequest",
    message: "Topic can be provided only for group chats.",
  },
  "chat-create-one-on-one-again": {
    call: "POST /chats",
    rule: "Creating a oneOnOne chat that exists answers 201 with the existing one; a group is new every time.",
    source: "learn.microsoft.com/graph/api/resources/chat: only one oneOnOne chat can exist between two members",
  },
  "chat-mention-marker": {
    call: "POST /chats/{id}/messages",
    rule: 'Every mention needs its marker `<at id="n">` in an HTML body, and every marker its mention.',
    source: "learn.microsoft.com/graph/api/chatmessage-post, mentions",
    status: 400,
    code: "BadRequest",
    message: "Neither Body nor adaptive card content contains marker for mention with Id '{id}'.",
  },
  "chat-message-empty": {
    call: "POST /chats/{id}/messages",
    rule: "A message without content answers 400.",
    source: "learn.microsoft.com/graph/api/chatmessage-post",
    status: 400,
    code: "BadRequest",
    message: "Missing body content",
  },
  "chat-deleted-message": {
    call: "GET /chats/{id}/messages, lastMessagePreview",
    rule: "A deleted message stays in the list, without content: `deletedDateTime` is set, in the preview `isDeleted`.",
    source: "learn.microsoft.com/graph/api/resources/chatmessage; /graph/api/resources/chatmessageinfo",
  },
} as const satisfies Record<string, Refusal>;
