import type { ReadingTexts } from "./reading-en.ts";

export const de: ReadingTexts = {
  search: "Suchen",
  searchAll: "In {0} suchen",
  searchesListed: "Sucht in Titeln, Personen und ersten Worten der Liste.",
  older: "Ältere Nachrichten",
  markUnread: "Als ungelesen markieren",
  markRead: "Als gelesen markieren",
  found: "Gefunden: {0}",
  nothingFound: "Nichts gefunden.",
  choose: "Wähle aus, was du lesen möchtest.",
  toList: "Zurück zur Liste",
  showPictures: "Bilder anzeigen",
  picturesWhy: "Bilder von anderen Servern werden nicht geladen. Beim Laden erfährt der Absender, dass du die Nachricht gelesen hast.",
  to: "An: {0}",
  cut: "Das ist nur der Anfang der Nachricht.",
  noText: "Kein Text.",
  attachments: "Anlagen",
  save: "Speichern: {0}",
  answer: "Deine Antwort",
  you: "Du",
  messageFrame: "Nachricht: {0}",
};
