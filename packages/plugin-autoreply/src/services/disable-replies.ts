import { service } from "@casement/core";
import * as z from "zod";
import { automaticReplies } from "../automatic-replies.ts";
import { readRepliesSetting, writeRepliesSetting } from "../replies-setting.ts";

export const disableReplies = service({
  title: "Turn off automatic replies",
  summary: "Turn off automatic replies and keep their texts.",
  input: z.strictObject({}),
  output: automaticReplies,
  scope: "MailboxSettings.ReadWrite",
  target: "autoreply",
  repeatable: true,
  async run(call) {
    return writeRepliesSetting(call, await readRepliesSetting(call), { status: "disabled" });
  },
});
