export const chatPath = (id: string): string => `/chats/${encodeURIComponent(id)}`;
export const messagesPath = (id: string): string => `${chatPath(id)}/messages`;

/** Query options for chats, the chat with the newest message first. */
export const newestFirst = {
  $expand: "lastMessagePreview",
  $orderby: "lastMessagePreview/createdDateTime desc",
} as const;
