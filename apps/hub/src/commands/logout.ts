import { type CommandContext, show } from "../command-context.ts";
import { withHub } from "../hub/open-hub.ts";

export async function logout(context: CommandContext, account: string, { keepData = false }: { keepData?: boolean }): Promise<void> {
  await withHub(context, (hub) => hub.logout(account, keepData));
  const kept = keepData ? "Its data is kept." : "Its tokens and data are deleted.";
  show(context, { account, signedOut: true, dataKept: keepData }, () => `${account} is signed out. ${kept}`);
}
