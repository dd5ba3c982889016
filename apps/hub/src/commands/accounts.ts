import type { AccountStatus } from "@casement/host";
import { type CommandContext, show } from "../command-context.ts";
import { withHub } from "../hub/open-hub.ts";
import type { Colours } from "../terminal/colours.ts";
import { table } from "../terminal/table.ts";

export async function accounts(context: CommandContext): Promise<void> {
  const found = await withHub(context, (hub) => hub.accounts());
  show(context, { accounts: found }, () => accountsText(found, context.paint, context.io.columns));
}

const states: Readonly<Record<AccountStatus["state"], string>> = {
  "signed-in": "signed in",
  "signed-out": "signed out",
  "sign-in-required": "sign-in required",
};

/** A line an account, and below it what is wrong and what to do. */
export function accountsText(found: readonly AccountStatus[], paint: Colours, width: number): string {
  if (found.length === 0) return "There are no accounts.";
  const lines = table<AccountStatus>(
    [
      { title: "ACCOUNT", text: ({ name }) => name, paint: paint.bold },
      { title: "TYPE", text: ({ type }) => type },
      {
        title: "STATE",
        text: ({ state }) => states[state],
        paint: (text, { state }) => (state === "signed-in" ? paint.green(text) : paint.red(text)),
      },
      { title: "USER", text: ({ username }) => username ?? "" },
      { title: "PLUGINS", text: ({ plugins }) => plugins.map(({ id, access }) => `${id} (${access})`).join(", "), elastic: true },
    ],
    found,
    width,
  );
  const remarks = found.flatMap((account) => remarksOf(account).map((remark) => `${paint.yellow("!")} ${account.name}: ${remark}`));
  return [lines, ...(remarks.length > 0 ? ["", ...remarks] : [])].join("\n");
}

function remarksOf({ name, problem, updatesDeclined, plugins, throttledUntil, warnings }: AccountStatus): readonly string[] {
  const pluginRemarks = plugins.flatMap(({ id, reason, error, syncing }) => [
    ...(reason === undefined || problem ? [] : [`${id}: ${reason}`]),
    ...(error === undefined || problem ? [] : [`${id}: ${error}`]),
    ...(syncing ? [`${id}: first read, ${syncing.items} items so far`] : []),
  ]);
  return [
    ...(problem ? [`${problem.message} ${problem.cure}`] : []),
    ...(updatesDeclined ? [`signed in without updates. Once an administrator has approved them, run: casement login ${name}`] : []),
    ...pluginRemarks,
    ...Object.entries(throttledUntil).map(([service, until]) => `Microsoft asks for a pause of ${service} until ${until}`),
    ...warnings,
  ];
}
