import type { AccountStatus } from "@casement/host";
import { type CommandContext, printResult } from "../command-context.ts";
import { withHubClient } from "../hub/with-hub-client.ts";
import { formatTable } from "../terminal/format-table.ts";
import type { TextStyles } from "../terminal/text-styles.ts";

export async function runAccounts(context: CommandContext): Promise<void> {
  const found = await withHubClient(context, (hub) => hub.accounts());
  printResult(context, { accounts: found }, () => formatAccounts(found, context.style, context.io.columns));
}

const stateLabels: Readonly<Record<AccountStatus["state"], string>> = {
  "signed-in": "signed in",
  "signed-out": "signed out",
  "sign-in-required": "sign-in required",
};

/** What to do while an administrator has to approve something. */
export const waitingNoteOf = (account: string): string =>
  `Some permissions wait for approval. For the request to an administrator, run: casement scopes --account ${account} --format request. Casement asks Microsoft about once an hour; to ask now, or to approve them yourself, run: casement login ${account}`;

/** One line for each account, and below them the problems and how to fix them. */
export function formatAccounts(found: readonly AccountStatus[], style: TextStyles, width: number): string {
  if (found.length === 0) return "There are no accounts.";
  const lines = formatTable<AccountStatus>(
    [
      { title: "ACCOUNT", text: ({ name }) => name, style: style.bold },
      { title: "TYPE", text: ({ type }) => type },
      {
        title: "STATE",
        text: ({ state }) => stateLabels[state],
        style: (text, { state }) => (state === "signed-in" ? style.green(text) : style.red(text)),
      },
      { title: "USER", text: ({ username }) => username ?? "" },
      { title: "PLUGINS", text: ({ plugins }) => plugins.map(({ id, access }) => `${id} (${access})`).join(", "), elastic: true },
    ],
    found,
    width,
  );
  const notes = found.flatMap((account) => notesOf(account).map((note) => `${style.yellow("!")} ${account.name}: ${note}`));
  return [lines, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

function notesOf({ name, state, problem, plugins, throttledUntil, warnings }: AccountStatus): readonly string[] {
  const pluginNotes = plugins.flatMap(({ id, reason, error, syncing }) => [
    ...(reason === undefined || state !== "signed-in" ? [] : [`${id}: ${reason}`]),
    ...(error === undefined || state !== "signed-in" || problem?.message.includes(error) ? [] : [`${id}: ${error}`]),
    ...(syncing ? [`${id}: reading for the first time, ${syncing.items} items so far`] : []),
  ]);
  return [
    ...(problem ? [`${problem.message} ${problem.cure}`] : []),
    ...(plugins.some((plugin) => plugin.state === "waiting-for-approval") && state === "signed-in" ? [waitingNoteOf(name)] : []),
    ...pluginNotes,
    ...Object.entries(throttledUntil).map(([workload, until]) => `Microsoft Graph throttles ${workload} until ${until}`),
    ...warnings.map(({ message }) => message),
  ];
}
