import type { en } from "./calendar-en.ts";

export const de: typeof en = {
  title: "Kalender",
  views: { day: "Tag", week: "Woche", month: "Monat", agenda: "Agenda" },
  view: "Ansicht",
  back: "Zurück",
  forward: "Weiter",
  goTo: "Zum Datum",
  add: "Neuer Termin",
  timeZone: "Zeiten in",
  deviceZone: "Dieses Gerät ist in {0}.",
  print: "Drucken",
  close: "Schließen",
  calendar: "Kalender",
  shown: "Kalender: {0} von {1} angezeigt",
  showAll: "Alle anzeigen",
  hideAll: "Alle ausblenden",
  gaps: {
    reading: "Die schraffierten Tage werden gelesen: {0}",
    "not-kept": "An den schraffierten Tagen nicht bekannt: {0}. Casement hält von diesem Kalender nur die kommenden Tage vor.",
    failed: "An den schraffierten Tagen nicht lesbar: {0}.",
  },
  dayUnknown: "Nicht bekannt",
  nothing: "Nichts geplant",
  moveHint:
    "Ziehe einen Termin, um ihn zu verschieben, oder seinen unteren Rand, um das Ende zu ändern. Mit der Tastatur: Alt und eine Pfeiltaste; mit Umschalt nur das Ende.",
  moved: "{0}: {1}",
  undo: "Rückgängig",
  move: "Verschieben",
  seriesQuestion: "Dieser Termin wiederholt sich. Welche Termine möchtest du verschieben?",
  seriesDay:
    "Alle Termine einer Serie lassen sich hier nur auf eine andere Uhrzeit verschieben. Um ihre Tage zu ändern, ändere die Serie in ihrem Formular.",
  onlyThis: "Nur diesen Termin",
  wholeSeries: "Alle Termine",
  othersLearn: "Die Teilnehmer werden benachrichtigt.",
};
