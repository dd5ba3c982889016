import { isRecord } from "../environment.ts";
import type { AccountEdit } from "./account-edit.ts";
import { changeEntryText, entriesIn } from "./change-entry-text.ts";
import { type ConfigEdit, type ConfigEditOptions, prepareConfigEdit } from "./config-edit.ts";
import { accountSecretOf } from "./config-secret.ts";
import { toEditError } from "./edit-mistakes.ts";
import { undoWithEdit } from "./undo-with-edit.ts";

/**
 * Prepares to change an account in the config file. Keeps comments and everything else.
 * @throws CasementError as `prepareAddedAccount`, and `account-unknown`
 */
export async function prepareChangedAccount(name: string, edit: AccountEdit, options: ConfigEditOptions): Promise<ConfigEdit> {
  const { clientSecret, plugins, ...plain } = edit;
  const secret = await accountSecretOf(name, options);
  const storedBefore = await secret.read();
  const restoreSecret = async (): Promise<void> => {
    if (typeof clientSecret !== "string") return;
    await (storedBefore === undefined ? secret.remove() : secret.write(storedBefore));
  };
  let index = -1;
  let usedSecret = false;
  const change = (text: string): string => {
    const accounts = entriesIn(text, "accounts");
    index = accounts.findIndex((account) => account.name === name);
    usedSecret = secret.isReference(accounts[index]?.clientSecret);
    return changeEntryText(text, "accounts", name, {
      ...Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, value ?? undefined])),
      ...(clientSecret !== undefined && { clientSecret: clientSecret === null ? undefined : secret.reference }),
      ...(plugins && { plugins: mergePlugins(accounts[index]?.plugins, plugins) }),
    });
  };
  const prepare = async (): Promise<ConfigEdit> => {
    // The config is read with it.
    if (typeof clientSecret === "string") await secret.write(clientSecret);
    return prepareConfigEdit(options, change, (errors) => toEditError("The account was not changed", "accounts", errors, index));
  };
  const prepared = await undoWithEdit(prepare, restoreSecret);
  return {
    ...prepared,
    async commit() {
      await prepared.commit();
      if (clientSecret === null && usedSecret) await secret.remove();
    },
  };
}

function mergePlugins(before: unknown, edit: NonNullable<AccountEdit["plugins"]>): Readonly<Record<string, unknown>> {
  const merged = { ...(isRecord(before) ? before : {}), ...edit };
  return Object.fromEntries(Object.entries(merged).filter(([id]) => edit[id] !== null));
}
