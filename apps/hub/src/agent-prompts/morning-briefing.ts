import type { AgentPrompt } from "@casement/surface-mcp";
import { accountArgument, inAccount, onlyReads } from "./account-argument.ts";

export const morningBriefing: AgentPrompt = {
  name: "morning-briefing",
  title: "Morning briefing",
  description: "Today's events, mail that needs an answer, and tasks that are due",
  tools: ["calendar_list-events"],
  arguments: [accountArgument],
  write: ({ account }) => `Brief me for today${inAccount(account)}:

1. My events of today, in order, with time and place. Say which ones overlap, and which one I must prepare for.
2. Unread mail since yesterday that needs an answer or a decision from me, in one line each. Leave out newsletters and notifications.
3. Tasks that are overdue or due today.

Use at most 15 lines. Leave out a part that you have no tool for, and say so. ${onlyReads}`,
};
