import { CasementError } from "@casement/core";
import { type CommandContext, printResult } from "../command-context.ts";
import { findConfigLocation } from "../hub/config-location.ts";
import { readConfig } from "../hub/read-config.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { formatQrCode } from "../terminal/format-qr-code.ts";
import { formatTable } from "../terminal/format-table.ts";

const guide = "How to set up each program: https://github.com/casement/casement/blob/main/docs/caldav.md";

/** Prints what to enter in a calendar program. @throws CasementError `config-invalid` without `caldav` in the configuration */
export async function runCaldav(context: CommandContext): Promise<void> {
  const { io, style } = context;
  const { file, run, isCluster } = await findConfigLocation(context.config, io);
  const { caldav, http, options } = await readConfig(file, io);
  if (!caldav)
    throw new CasementError("config-invalid", "CalDAV is not configured. Add the line caldav: true to casement.yaml, and restart the hub.");
  const { createHubAddresses, drawQrCode } = await import("@casement/surface-http");
  if (!run && http.port === 0 && http.publicUrl === undefined)
    throw new CasementError("hub-not-running", "The address of the hub is not known before it runs (http.port: 0). Start the hub first.");
  const port = run ? Number(new URL(run.address).port || http.port) : http.port;
  const address = createHubAddresses({ ...http, port }).addressOf("/dav/");
  const qrCode = await drawQrCode(address);
  const known = isCluster ? await withHubClient(context, (hub) => hub.accounts()) : options.accounts;
  const accounts = known.map(({ name }) => ({ name, userName: name, address }));
  printResult(context, { accounts }, () => {
    const table = formatTable(
      [
        { title: "ACCOUNT", text: ({ name }: (typeof accounts)[number]) => name, style: style.bold },
        { title: "ADDRESS", text: (each) => each.address, style: style.cyan, elastic: true },
        { title: "USER NAME", text: ({ userName }) => userName },
      ],
      accounts,
      io.columns,
    );
    const [first] = accounts;
    const how = `For each program, create a password: casement access add caldav ${first?.name ?? "home"} "Phone"`;
    const secure = address.startsWith("https:") ? [] : ["Programs on other machines need an https address: set http.publicUrl."];
    const drawn = formatQrCode(qrCode, io);
    const code = drawn === undefined ? [] : [drawn, ""];
    return [table, "", ...code, how, ...secure, "An address for a display: casement access add ics account/calendar/sensor", guide].join(
      "\n",
    );
  });
}
