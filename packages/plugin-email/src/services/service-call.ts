import { CasementError, type ServiceCall as CoreServiceCall, type RaisedEvent } from "@casement/core";
import { type Config, readsContents } from "../config.ts";
import type { events } from "../event-payload.ts";

export type ServiceCall<Input> = CoreServiceCall<Config, Input, RaisedEvent<typeof events>>;

/** "/me/messages", or one of them. */
export function messagePath({ account }: ServiceCall<unknown>, id?: string): string {
  const path = `${account.mailbox}/messages`;
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`;
}

export function invalid(path: string, message: string): CasementError {
  return new CasementError("input-invalid", `${path}: ${message}.`, { details: { issues: [{ path, message }] } });
}

/** Refuses what `Mail.ReadBasic` does not give. */
export function needContents({ config }: ServiceCall<unknown>, what: string): void {
  if (readsContents(config)) return;
  throw new CasementError(
    "service-refused",
    `${what} needs Mail.Read, which is asked for when a sensor has body, preview, attachments, bodyContains or search. Add one of them and sign in again.`,
  );
}

/** Does something to each of several messages, four at a time. The first failure ends it; what was done stays done. */
export async function forEach(call: ServiceCall<unknown>, ids: readonly string[], act: (id: string) => Promise<void>): Promise<void> {
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      call.signal.throwIfAborted();
      await act(id);
      call.progress(++done, ids.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, ids.length) }, worker));
}
