import { createIssue } from "@casement/core";
import { addEntryText } from "./add-entry-text.ts";
import { type ConfigEdit, type ConfigEditOptions, prepareConfigEdit } from "./config-edit.ts";
import { accountSecretOf } from "./config-secret.ts";
import { editMistakes, toEditError } from "./edit-mistakes.ts";
import { undoWithEdit } from "./undo-with-edit.ts";

/** An account as the user enters it. */
export interface NewAccount {
  readonly name: string;
  readonly clientId: string;
  readonly accountType: string;
  readonly enableUpdate: boolean;
  /** Plugin ids. Each plugin gets an empty block. */
  readonly plugins: readonly string[];
  /** Written to a separate file (mode 0600) to which the config refers. */
  readonly clientSecret?: string | undefined;
  /** ISO date. */
  readonly clientSecretExpires?: string | undefined;
}

export interface AddedAccount {
  readonly name: string;
  /** Absolute path of the config. */
  readonly file: string;
}

const outcome = "The account was not added";

/**
 * Prepares to add an account to the config file, or to create the file. Keeps comments and everything else.
 * @throws CasementError `input-invalid` with one issue per mistake, by input key; `config-invalid` when the rest of the file has mistakes;
 * `config-changed`, `config-unwritable`
 */
export async function prepareAddedAccount(account: NewAccount, options: ConfigEditOptions): Promise<ConfigEdit> {
  const { name, clientSecret, clientSecretExpires, plugins: ids, ...plain } = account;
  const secret = await accountSecretOf(name, options);
  // An existing file belongs to another account, or to a removed account of the same name.
  const stored = clientSecret === undefined ? undefined : await secret.read();
  if (stored !== undefined && stored !== clientSecret)
    throw editMistakes(outcome, [createIssue(["name"], "belongs to a stored client secret; choose another name")]);
  const isNewSecret = clientSecret !== undefined && stored === undefined;
  const forgetSecret = async (): Promise<void> => {
    if (isNewSecret) await secret.remove();
  };
  const prepare = async (): Promise<ConfigEdit> => {
    if (isNewSecret) await secret.write(clientSecret);
    const value = {
      name,
      ...plain,
      ...(clientSecret !== undefined && { clientSecret: secret.reference }),
      ...(clientSecretExpires !== undefined && { clientSecretExpires }),
      plugins: Object.fromEntries(ids.map((id) => [id, {}])),
    };
    return prepareConfigEdit(
      options,
      (text) => addEntryText(text, "accounts", value),
      (errors) => toEditError(outcome, "accounts", errors),
    );
  };
  return undoWithEdit(prepare, forgetSecret);
}

/** Adds an account to the config file, or creates the file. @throws CasementError as `prepareAddedAccount` and `commit` */
export async function addAccount(account: NewAccount, options: ConfigEditOptions): Promise<AddedAccount> {
  const edit = await prepareAddedAccount(account, options);
  await edit.commit();
  return { name: account.name, file: options.file };
}
