import type { ChangeSubscription, SubscribeQuery } from "@casement/core";
import type { EmailConfig } from "../config.ts";

/** Graph reports the messages of one's own folders only: https://learn.microsoft.com/graph/api/subscription-post-subscriptions#permissions */
export function subscribeToFolder({ key, account }: SubscribeQuery<EmailConfig>): ChangeSubscription<"Mail.ReadBasic"> | undefined {
  if (key === undefined || account.mailbox !== "/me") return undefined;
  return {
    resource: `me/mailFolders/${key}/messages`,
    changes: ["created", "updated", "deleted"],
    scope: "Mail.ReadBasic",
  };
}
