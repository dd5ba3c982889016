export const chatPath = (id: string): string => `/chats/${encodeURIComponent(id)}`;
export const messagesPath = (id: string): string => `${chatPath(id)}/messages`;

/** What a poll and a listing have in common: the chats with the newest message first. */
export const newestFirst = {
  $expand: "lastMessagePreview",
  $orderby: "lastMessagePreview/createdDateTime desc",
} as const;
