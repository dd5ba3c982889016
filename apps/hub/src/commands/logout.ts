import { type CommandContext, printResult } from "../command-context.ts";
import { withHubClient } from "../hub/with-hub-client.ts";

export async function runLogout(context: CommandContext, account: string, { keepData = false }: { keepData?: boolean }): Promise<void> {
  await withHubClient(context, (hub) => hub.logout(account, keepData));
  const kept = keepData ? "Its data was kept." : "Its tokens and data were deleted.";
  printResult(context, { account, signedOut: true, dataKept: keepData }, () => `${account} is signed out. ${kept}`);
}
