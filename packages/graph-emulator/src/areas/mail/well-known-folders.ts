/** Well-known names, and display names in the languages of the emulator's mailboxes. */
const names: [wellKnown: string, english: string, german: string, french: string, spanish: string][] = [
  ["archive", "Archive", "Archiv", "Archive", "Archivo"],
  [
    "conversationhistory",
    "Conversation History",
    "Aufgezeichnete Unterhaltungen",
    "Historique des conversations",
    "Historial de conversaciones",
  ],
  ["deleteditems", "Deleted Items", "Gelöschte Elemente", "Éléments supprimés", "Elementos eliminados"],
  ["drafts", "Drafts", "Entwürfe", "Brouillons", "Borradores"],
  ["inbox", "Inbox", "Posteingang", "Boîte de réception", "Bandeja de entrada"],
  ["junkemail", "Junk Email", "Junk-E-Mail", "Courrier indésirable", "Correo no deseado"],
  ["outbox", "Outbox", "Postausgang", "Boîte d’envoi", "Bandeja de salida"],
  ["sentitems", "Sent Items", "Gesendete Elemente", "Éléments envoyés", "Elementos enviados"],
];

/** Returns the folders of every mailbox. `locale` is, for example, `de-DE`. Unknown languages use English. */
export function wellKnownFoldersIn(locale: string): { wellKnown: string; displayName: string }[] {
  const column = { de: 2, fr: 3, es: 4 }[locale.slice(0, 2).toLowerCase()] ?? 1;
  return names.map((row) => ({ wellKnown: row[0], displayName: row[column]! }));
}
