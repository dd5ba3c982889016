import { entriesIn, removeEntryText } from "./change-entry-text.ts";
import { type ConfigEdit, type ConfigEditOptions, prepareConfigEdit } from "./config-edit.ts";
import { accountSecretOf } from "./config-secret.ts";
import { toEditError } from "./edit-mistakes.ts";

/**
 * Prepares to remove an account from the config file, with the file in which the page or a command put its client secret.
 * @throws CasementError `account-unknown`; `config-invalid` when other parts of the file need the account; `config-changed`, `config-unwritable`
 */
export async function prepareRemovedAccount(name: string, options: ConfigEditOptions): Promise<ConfigEdit> {
  const secret = await accountSecretOf(name, options);
  let usedSecret = false;
  const edit = await prepareConfigEdit(
    options,
    (text) => {
      usedSecret = secret.isReference(entriesIn(text, "accounts").find((account) => account.name === name)?.clientSecret);
      return removeEntryText(text, "accounts", name);
    },
    (errors) => toEditError("The account was not removed", "accounts", errors, -1),
  );
  return {
    ...edit,
    async commit() {
      await edit.commit();
      if (usedSecret) await secret.remove();
    },
  };
}
