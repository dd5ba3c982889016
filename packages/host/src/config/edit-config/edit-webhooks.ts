import { randomBytes } from "node:crypto";
import { createIssue } from "@casement/core";
import type { WebhookConfig } from "../webhooks-config.ts";
import { addEntryText } from "./add-entry-text.ts";
import { changeEntryText, entriesIn, removeEntryText } from "./change-entry-text.ts";
import { type ConfigEdit, type ConfigEditOptions, prepareConfigEdit, readConfigText } from "./config-edit.ts";
import { webhookSecretOf } from "./config-secret.ts";
import { editMistakes, toEditError } from "./edit-mistakes.ts";
import { undoWithEdit } from "./undo-with-edit.ts";

/** A webhook as the user enters it. The hub makes its secret. */
export type NewWebhook = Omit<WebhookConfig, "secret">;

/** What to change of a webhook. Null removes a key; what is not named stays as it is written. */
export type WebhookEdit = { readonly [Key in Exclude<keyof NewWebhook, "name">]?: NewWebhook[Key] | null };

/**
 * Prepares to add a webhook to the config file, with a new secret in a file of its own (mode 0600). Keeps comments and everything else.
 * @throws CasementError `input-invalid` with one issue per mistake, by input key; `config-invalid` when the rest of the file has mistakes;
 * `config-changed`, `config-unwritable`
 */
export async function prepareAddedWebhook(
  webhook: NewWebhook,
  options: ConfigEditOptions,
): Promise<ConfigEdit & { readonly secret: string }> {
  const outcome = "The webhook was not added";
  const { name, url, ...others } = webhook;
  const file = await webhookSecretOf(name, options);
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  let isWritten = false;
  const prepare = async (): Promise<ConfigEdit> => {
    const change = (text: string): string => addEntryText(text, "webhooks", { name, url, secret: file.reference, ...others });
    const webhooks = entriesIn(await readConfigText(options.file), "webhooks");
    // A secret that another webhook uses must not be overwritten.
    if (webhooks.some((other) => other.name === name || file.isReference(other.secret)))
      throw editMistakes(outcome, [createIssue(["name"], "is used already; choose another name")]);
    await file.write(secret);
    isWritten = true;
    return prepareConfigEdit(options, change, (errors) => toEditError(outcome, "webhooks", errors));
  };
  return { ...(await undoWithEdit(prepare, async () => (isWritten ? file.remove() : undefined))), secret };
}

/** Prepares to change a webhook in the config file. @throws CasementError as `prepareAddedWebhook`, and `not-found` */
export function prepareChangedWebhook(name: string, edit: WebhookEdit, options: ConfigEditOptions): Promise<ConfigEdit> {
  const keys = Object.fromEntries(Object.entries(edit).map(([key, value]) => [key, value ?? undefined]));
  let index = -1;
  const change = (text: string): string => {
    index = entriesIn(text, "webhooks").findIndex((webhook) => webhook.name === name);
    return changeEntryText(text, "webhooks", name, keys);
  };
  return prepareConfigEdit(options, change, (errors) => toEditError("The webhook was not changed", "webhooks", errors, index));
}

/** Prepares to remove a webhook from the config file, with the file of its secret if the hub made it. @throws CasementError as `prepareChangedWebhook` */
export async function prepareRemovedWebhook(name: string, options: ConfigEditOptions): Promise<ConfigEdit> {
  const file = await webhookSecretOf(name, options);
  let usedFile = false;
  const change = (text: string): string => {
    usedFile = file.isReference(entriesIn(text, "webhooks").find((webhook) => webhook.name === name)?.secret);
    return removeEntryText(text, "webhooks", name);
  };
  const edit = await prepareConfigEdit(options, change, (errors) => toEditError("The webhook was not removed", "webhooks", errors, -1));
  return {
    ...edit,
    async commit() {
      await edit.commit();
      if (usedFile) await file.remove();
    },
  };
}
