import type { AgentPrompt } from "@casement/surface-mcp";
import { accountArgument, inAccount } from "./account-argument.ts";

export const planMeeting: AgentPrompt = {
  name: "plan-meeting",
  title: "Plan a meeting",
  description: "Find a time that suits several people, and prepare the invitation",
  tools: ["calendar_list-events", "calendar_create-event"],
  arguments: [
    { name: "people", description: "Names or addresses", required: true },
    { name: "about", description: "What it is about", required: true },
    { name: "length", description: "Default: 30 minutes" },
    { name: "when", description: "Such as: next week, in the morning. Default: the next five working days" },
    accountArgument,
  ],
  write: ({
    people,
    about,
    length = "30 minutes",
    when = "in the next five working days",
    account,
  }) => `Plan a meeting${inAccount(account)}.

People: ${people}
About: ${about}
Length: ${length}
When: ${when}

1. Find the addresses of these people in what you can read. Ask me about those that you do not find: do not guess.
2. Find three times within working hours at which all of us are free. Say whose calendar you could not see.
3. Show me the times and the invitation: subject, text and people. Send it only when I have chosen a time.`,
};
