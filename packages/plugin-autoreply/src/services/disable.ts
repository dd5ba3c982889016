import * as z from "zod";
import { type AutoreplyCall, readSetting, writeSetting } from "../automatic-replies.ts";
import type { Replies } from "../replies.ts";

export const disableInput = z.strictObject({});

/** The texts, the audience and the times stay for the next time. */
export async function disable(call: AutoreplyCall<z.output<typeof disableInput>>): Promise<Replies> {
  return writeSetting(call, await readSetting(call), { status: "disabled" });
}
