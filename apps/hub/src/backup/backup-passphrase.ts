import { CasementError } from "@casement/core";

/** Shorter ones can be guessed. */
export const minPassphraseLength = 12;

/** A passphrase for a new backup, without the line break of a file. @throws CasementError `input-invalid` when it is too short */
export function acceptPassphrase(text: string): string {
  const passphrase = text.trim();
  if (passphrase.length >= minPassphraseLength) return passphrase;
  throw new CasementError(
    "input-invalid",
    `The passphrase must have at least ${minPassphraseLength} characters: who has it and the backup can read your mails.`,
  );
}
