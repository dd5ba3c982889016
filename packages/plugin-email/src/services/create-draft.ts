import { service } from "@casement/core";
import * as z from "zod";
import { emailConfig } from "../config.ts";
import { composeMessage } from "./compose-message.ts";
import { messagePath } from "./email-call.ts";
import { openFilesToSend } from "./files-to-send.ts";
import { messageFields } from "./outgoing-fields.ts";
import { createDraftWithFiles } from "./send-with-files.ts";

export const createDraft = service({
  config: emailConfig,
  title: "Create a draft",
  summary: "Create a draft of an email without sending it.",
  input: z.object(messageFields),
  output: z.object({ id: z.string().describe("ID of the draft") }),
  scope: "Mail.ReadWrite",
  touches: ["messages"],
  effect: "add",
  async run(call) {
    const files = await openFilesToSend(call, call.input);
    const message = await composeMessage(call, files);
    return { id: await createDraftWithFiles(call, files, { path: messagePath(call), body: () => message }) };
  },
});
