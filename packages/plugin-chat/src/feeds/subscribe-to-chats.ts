import type { Account, ChangeSubscription } from "@casement/core";

/** The messages of all chats in one subscription: https://learn.microsoft.com/graph/teams-changenotifications-chatmessage */
export const subscribeToChats = ({ account }: { readonly account: Account }): ChangeSubscription<"Chat.Read"> => ({
  resource: `users/${account.id}/chats/getAllMessages`,
  changes: ["created", "updated", "deleted"],
  scope: "Chat.Read",
});
