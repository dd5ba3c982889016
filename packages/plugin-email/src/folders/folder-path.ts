import type { Account } from "@casement/core";

/** "/me/mailFolders/…" for an id or a well-known name. */
export function folderPath({ mailbox }: Account, folder: string): string {
  return `${mailbox}/mailFolders/${encodeURIComponent(folder)}`;
}
