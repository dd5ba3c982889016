import type { EmailWords } from "./email-words.ts";

const importance = { title: "Wichtigkeit", values: { low: "Niedrig", normal: "Normal", high: "Hoch" } };
const body = { title: "Nachrichtentext", values: { none: "Ohne", text: "Text", html: "HTML" } };
const folder = "Name wie inbox oder archive, Pfad aus Ordnernamen (Posteingang/Rechnungen/2026) oder ID";
const address = "Eine oder mehrere Adressen: ada@example.com oder Ada Reed <ada@example.com>";

export const deWords: EmailWords = {
  title: "Outlook-E-Mail",
  folder: { title: "E-Mail", unit: "ungelesen", unitOfOne: "ungelesen" },
  services: {
    send: { title: "Nachricht senden", summary: "Eine E-Mail senden, ohne Empfänger an das eigene Postfach." },
    reply: { title: "Dem Absender antworten", summary: "Dem Absender einer E-Mail antworten." },
    "reply-all": { title: "Allen antworten", summary: "Dem Absender und allen Empfängern einer E-Mail antworten." },
    forward: { title: "Nachricht weiterleiten", summary: "Eine E-Mail an andere Personen weiterleiten." },
    "create-draft": { title: "Entwurf erstellen", summary: "Einen Entwurf einer E-Mail erstellen, ohne ihn zu senden." },
    "send-draft": { title: "Entwurf senden", summary: "Einen Entwurf an seine Empfänger senden." },
    "list-messages": {
      title: "Nachrichten auflisten",
      summary: "Die E-Mails eines Ordners auflisten, die zu Filtern oder einer Suche passen.",
    },
    "get-message": { title: "Nachricht lesen", summary: "Eine E-Mail mit ihrem Text lesen." },
    "list-folders": { title: "Ordner auflisten", summary: "Die E-Mail-Ordner mit Pfad und Zahl der Nachrichten auflisten." },
    "create-folder": { title: "Ordner anlegen", summary: "Einen E-Mail-Ordner anlegen, und die darüber, die es nicht gibt." },
    "find-people": { title: "Personen finden", summary: "Adressen zu einem Namen finden, in den E-Mails beobachteter Ordner." },
    mark: {
      title: "Nachrichten kennzeichnen",
      summary: "E-Mails als gelesen oder ungelesen markieren, kennzeichnen oder ihre Kategorien setzen.",
    },
    move: { title: "Nachrichten verschieben", summary: "E-Mails in einen anderen Ordner verschieben." },
    remove: { title: "Nachrichten löschen", summary: "E-Mails in „Gelöschte Elemente“ verschieben oder endgültig löschen." },
    "read-attachment": { title: "Anlage lesen", summary: "Den Text einer Anlage zurückgeben: PDF, Word, HTML oder Text." },
    "save-attachments": { title: "Anlagen speichern", summary: "Die Anlagen einer E-Mail als Dateien speichern." },
    "download-attachment": { title: "Anlage herunterladen", summary: "Den Inhalt einer Anlage einer E-Mail in Base64 zurückgeben." },
    "download-pictures": {
      title: "Bilder einer Nachricht herunterladen",
      summary: "Die Bilder im Text einer E-Mail in Base64 zurückgeben.",
    },
  },
  events: { "message-received": "E-Mail empfangen", "message-sent": "E-Mail gesendet" },
  scopes: {
    "Mail.ReadBasic": "Deine Nachrichten zählen und auflisten, ohne ihren Inhalt",
    "Mail.Read": "Deine Nachrichten zeigen und durchsuchen",
    "Mail.ReadWrite": "Für dich Nachrichten kennzeichnen, verschieben und löschen, Entwürfe erstellen und große Dateien anfügen",
    "Mail.Send": "E-Mails in deinem Namen senden",
    "Mail.Send.Shared": "E-Mails aus den Postfächern in sendFrom senden",
  },
  fields: {
    id: { title: "Nachricht", description: "ID der Nachricht" },
    ids: { title: "Nachrichten", description: "ID einer Nachricht oder eine Liste von IDs" },
    draftId: { title: "Entwurf", description: "ID des Entwurfs" },
    draft: { title: "Entwurf", description: "Einen Entwurf in der Unterhaltung erstellen, statt zu senden" },
    content: {
      text: { title: "Text", description: "Die Nachricht als Text; Zeilenumbrüche bleiben erhalten" },
      attachments: { title: "Anlagen" },
      html: { title: "HTML", description: "Die Nachricht als HTML statt als Text" },
      pictures: {
        title: "Bilder",
        description: 'Bilder in der Nachricht: dort, wo im HTML <img src="cid:picture-1"> steht, sonst darunter',
      },
      zip: {
        title: "Anlagen komprimieren",
        description: "Die Anlagen in ein Archiv packen: dessen Name, oder true für attachments.zip",
      },
    },
    recipients: {
      to: { title: "An", description: address },
      cc: { title: "Cc", description: "Adressen in Cc" },
      bcc: { title: "Bcc", description: "Adressen in Bcc" },
    },
    newMessage: {
      to: { title: "An", description: `${address}. Standard: das eigene Postfach, wenn auch Cc und Bcc leer sind` },
      subject: { title: "Betreff" },
      replyTo: { title: "Antwort an", description: "Adressen, an die Antworten gehen" },
      from: { title: "Von", description: "Ein anderes Postfach als Absender; siehe sendFrom in der Konfiguration" },
      importance,
    },
    filters: {
      folder: { title: "Ordner", description: folder },
      search: {
        title: "Suche",
        description:
          'Sucht in Absender, Betreff, Text und Anlagen. Auch in der Syntax von Outlook: from:ada subject:bericht OR "genaue Worte"',
      },
      from: { title: "Von", description: "Adresse, @Domäne oder Teil des Absendernamens; bei einer Liste genügt ein Treffer" },
      subjectContains: { title: "Betreff enthält", description: "Text im Betreff" },
      unread: { title: "Ungelesen", description: "Ja: nur ungelesene Nachrichten; Nein: nur gelesene" },
      newerThan: { title: "Neuer als", description: "Alter wie 30m, 24h, 7d oder 2w, oder ein Datum" },
      olderThan: { title: "Älter als", description: "Davor empfangen: Alter wie 30d, oder ein Datum" },
      maxItems: { title: "Höchstzahl" },
      conversation: { title: "Unterhaltung", description: "Nachrichten dieser Unterhaltung aus allen Ordnern, auch gesendete" },
      bodyContains: { title: "Nachrichtentext enthält", description: "Text in der Nachricht" },
      to: { title: "An", description: "Adresse, @Domäne oder Teil eines Namens in An oder Cc" },
      subjectIs: { title: "Genauer Betreff", description: "Der vollständige Betreff" },
      hasAttachments: { title: "Mit Anlagen", description: "Bilder im Text zählen nicht" },
      importance,
      flagged: { title: "Gekennzeichnet", description: "Gekennzeichnet und nicht erledigt" },
      category: { title: "Kategorie", description: "Name einer Kategorie" },
    },
    listing: {
      fields: { title: "Felder", description: "Eigenschaften außer id. Standard: alle außer webLink" },
      cursor: { title: "Nächste Seite", description: "`cursor` der vorherigen Seite" },
    },
    selection: {
      where: { title: "Alle passenden", description: "Statt IDs: alle passenden Nachrichten, neueste zuerst, wie bei list-messages" },
      maxItems: { title: "Höchstzahl", description: "Der passenden Nachrichten" },
    },
    parentFolder: { title: "Ordner", description: "Nur die Ordner in diesem" },
    newFolder: { title: "Ordner", description: "Pfad aus Ordnernamen: Inbox/Rechnungen/2026" },
    people: {
      query: { title: "Name oder Adresse", description: "Teile eines Namens oder einer Adresse" },
      maxItems: { title: "Höchstzahl" },
    },
    contents: {
      body,
      preview: { title: "Vorschau" },
      attachments: { title: "Anlagen", description: "Namen der Anlagen" },
      inlineAttachments: { title: "Bilder im Text", description: "Namen der Bilder im Text" },
    },
    bodyOfOne: { ...body, description: "Standard: Text, wenn die Berechtigungen ihn einschließen" },
    remotePictures: {
      title: "Bilder von anderswo",
      description: "Adressen von Bildern im HTML behalten. Wer eines lädt, verrät dem Absender, dass die Nachricht geöffnet wurde",
    },
    mark: {
      read: { title: "Gelesen" },
      flag: { title: "Kennzeichnung", values: { flagged: "Gekennzeichnet", complete: "Erledigt", none: "Keine" } },
      flagDue: { title: "Fälligkeitsdatum", description: "Fälligkeitsdatum der Kennzeichnung; nur mit flag: flagged" },
      categories: { title: "Kategorien", description: "Ersetzt alle Kategorien; eine leere Liste entfernt sie" },
    },
    move: { folder: { title: "Ordner", description: folder } },
    remove: { permanently: { title: "Endgültig", description: "Auch aus „Gelöschte Elemente“ löschen" } },
    save: {
      folder: { title: "Ordner", description: "Ordner in einem der Ordner unter files.write; leer: dieser selbst" },
      names: { title: "Namen der Anlagen", description: "Nur Anlagen mit diesen Namen speichern" },
      inlineAttachments: { title: "Bilder im Text", description: "Auch Bilder im Text speichern" },
    },
    nextPage: { title: "Nächste Seite", description: "`cursor` der vorherigen Seite" },
    attachmentName: { title: "Name der Anlage" },
  },
};
