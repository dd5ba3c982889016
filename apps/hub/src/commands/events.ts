import type { JournalEvent } from "@casement/host";
import type { CommandContext } from "../command-context.ts";
import { createRemoteHubClient, type RemoteHubClient } from "../hub/remote-hub-client.ts";
import { withRunningHub } from "../hub/with-hub-client.ts";
import { toOneLine } from "../terminal/format-table.ts";

interface EventOptions {
  readonly follow?: boolean;
  readonly after?: string;
}

/** Prints the event log, oldest first; with `--follow` also new events. As JSON: one event per line. */
export function runEvents(context: CommandContext, options: EventOptions): Promise<void> {
  return withRunningHub(context, (run) => printEvents(context, createRemoteHubClient(run, context.io.signal), options));
}

async function printEvents(context: CommandContext, hub: RemoteHubClient, { follow = false, after }: EventOptions): Promise<void> {
  const { io } = context;
  // With --follow and without --after, only new events are printed.
  let last = after;
  for (let more = !follow || after !== undefined; more; ) {
    const { events: kept, lost } = await hub.events(last);
    if (lost && last !== undefined) warnLost(context);
    for (const event of kept) printEvent(context, event);
    last = kept.at(-1)?.id ?? last;
    more = kept.length > 0;
  }
  if (!follow) return;
  if (io.terminal && !context.json) io.warn(context.style.dim("Waiting for events. Press Ctrl-C to stop."));
  for await (const { event, data } of hub.stream(last)) {
    if (event === "event") printEvent(context, JSON.parse(data) as JournalEvent);
    if (event === "lost") warnLost(context);
  }
}

const warnLost = ({ io }: CommandContext): void => io.warn("Some events in between were discarded.");

function printEvent({ io, json, style }: CommandContext, event: JournalEvent): void {
  if (json) {
    io.print(JSON.stringify(event));
    return;
  }
  const { id, account, type, at, payload } = event;
  const head = `${style.dim(new Date(at).toLocaleString())}  ${style.bold(`${account} ${type}`)}`;
  io.print(`${head}  ${toOneLine(JSON.stringify(payload))}  ${style.dim(`#${id}`)}`);
}
