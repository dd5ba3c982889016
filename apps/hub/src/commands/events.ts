import type { JournalEvent } from "@casement/host";
import type { CommandContext } from "../command-context.ts";
import { runningHub } from "../hub/open-hub.ts";
import { remoteHub } from "../hub/remote-hub.ts";
import { oneLine } from "../terminal/table.ts";

/** The event log, oldest first; with `--follow` also what comes. JSON: a line an event. */
export async function events(context: CommandContext, { follow = false, after }: { follow?: boolean; after?: string }): Promise<void> {
  const { io } = context;
  const hub = remoteHub(await runningHub(context), io.signal);
  // Followed without a beginning, only what is new is of interest.
  let last = after;
  for (let more = !follow || after !== undefined; more; ) {
    const { events: kept, lost } = await hub.events(last);
    if (lost && last !== undefined) warnLost(context);
    for (const event of kept) print(context, event);
    last = kept.at(-1)?.id ?? last;
    more = kept.length > 0;
  }
  if (!follow) return;
  if (io.terminal && !context.json) io.warn(context.paint.dim("Waiting for events; Ctrl-C ends."));
  for await (const { event, data } of hub.stream(last)) {
    if (event === "event") print(context, JSON.parse(data) as JournalEvent);
    if (event === "lost") warnLost(context);
  }
}

const warnLost = ({ io }: CommandContext): void => io.warn("Some events in between are no longer kept.");

function print({ io, json, paint }: CommandContext, event: JournalEvent): void {
  if (json) {
    io.print(JSON.stringify(event));
    return;
  }
  const { id, account, type, at, payload } = event;
  const head = `${paint.dim(new Date(at).toLocaleString())}  ${paint.bold(`${account} ${type}`)}`;
  io.print(`${head}  ${oneLine(JSON.stringify(payload))}  ${paint.dim(`#${id}`)}`);
}
