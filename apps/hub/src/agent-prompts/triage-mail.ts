import type { AgentPrompt } from "@casement/surface-mcp";
import { accountArgument, inAccount, onlyReads } from "./account-argument.ts";

export const triageMail: AgentPrompt = {
  name: "triage-mail",
  title: "Triage mail",
  description: "Sort unread mail into what to answer, to do, to read and to ignore",
  tools: ["email_list-messages"],
  arguments: [
    { name: "folder", description: "Title of the folder. Default: the inbox", suggests: { sensorsOf: "email" } },
    accountArgument,
  ],
  write: ({ folder = "the inbox", account }) => `Go through the unread mail in ${folder}${inAccount(account)}, and sort it into:

- Answer: someone waits for a reply from me. Suggest one in two sentences.
- Do: I must do something. Name the task and its date.
- Read: worth reading, nothing to do.
- Ignore: newsletters, notifications and advertising.

One line for each message, with sender and subject, the most urgent first. Then ask me which replies to draft, which tasks to create and which messages
to move. Until I answer: ${onlyReads}`,
};
