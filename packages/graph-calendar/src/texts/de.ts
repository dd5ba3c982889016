import type { SharedWords } from "./shared-texts.ts";

const attendeeTypes = { required: "Erforderlich", optional: "Optional", resource: "Räume und Geräte" };

export const deWords = {
  events: {
    "event-created": "Termin angelegt",
    "event-modified": "Termin geändert",
    "event-removed": "Termin entfernt",
    "event-responded": "Einladung beantwortet",
    "event-started": "Termin begonnen",
    "event-ended": "Termin beendet",
  },
  states: { on: "Termin läuft", off: "Kein Termin" },
  fields: {
    id: { title: "Termin", description: "ID des Termins" },
    series: { title: "Ganze Serie", description: "Gilt für die ganze Serie, wenn der Termin zu einer Serie gehört" },
    occurrence: {
      title: "Tag in der Serie",
      description: "Mit der ID einer Serie: der Tag des einen Termins, der gemeint ist, in der Zeitzone der Serie",
    },
    subject: { title: "Betreff" },
    start: { title: "Beginn", description: "Mit einem Datum wird es ein ganztägiger Termin" },
    end: { title: "Ende", description: "Bei einem ganztägigen Termin der Tag nach dem letzten Tag" },
    allDay: { title: "Ganztägig" },
    location: { title: "Ort" },
    body: { title: "Beschreibung", description: "Text mit Zeilenumbrüchen, oder HTML mit dem Format HTML" },
    attendees: { title: "Teilnehmer", description: "Personen, die eingeladen werden", values: attendeeTypes },
    recurrence: { title: "Wiederholung", description: "RRULE nach RFC 5545, zum Beispiel FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10" },
    reminder: { title: "Erinnerung", unit: "Minuten vorher", description: "Minuten vor dem Beginn; null: keine Erinnerung" },
    onlineMeeting: {
      title: "Teams-Besprechung",
      description: "Fügt eine Teams-Besprechung hinzu, die sich nicht wieder entfernen lässt",
    },
    showAs: {
      title: "Anzeigen als",
      values: {
        free: "Frei",
        tentative: "Mit Vorbehalt",
        busy: "Gebucht",
        oof: "Abwesend",
        workingElsewhere: "An einem anderen Ort tätig",
        unknown: "Unbekannt",
      },
    },
    categories: { title: "Kategorien" },
    sensitivity: {
      title: "Vertraulichkeit",
      values: { normal: "Normal", personal: "Persönlich", private: "Privat", confidential: "Vertraulich" },
    },
    importance: { title: "Wichtigkeit", values: { low: "Niedrig", normal: "Normal", high: "Hoch" } },
    bodyType: { title: "Format", values: { text: "Text", html: "HTML" } },
    timeZone: { title: "Zeitzone", description: "Zeitzone von Zeiten ohne Offset. Standard: die des Kontos" },
    transactionId: {
      title: "Anfrage-ID",
      description: "Eigene ID der Anfrage. Wird sie wiederholt, entsteht kein zweiter Termin",
    },
    uid: {
      title: "UID",
      description:
        "iCalendar-UID, die ein anderes Programm dem Termin gegeben hat. Hat das Postfach schon eine Besprechung mit ihr, wird nichts angelegt",
    },
  },
  modifyFields: {
    start: { title: "Beginn", description: "Ohne Ende behält der Termin seine Länge" },
    attendees: { title: "Teilnehmer", description: "Alle Teilnehmer: Die Liste ersetzt die bisherige", values: attendeeTypes },
    recurrence: { title: "Wiederholung", description: "RRULE nach RFC 5545; null macht aus einer Serie einen einzelnen Termin" },
  },
  listFields: {
    start: { title: "Von", description: "Standard: jetzt" },
    end: { title: "Bis", description: "Standard: sieben Tage nach dem Beginn" },
    search: { title: "Suche", description: "Nur Termine, deren Betreff diesen Text enthält" },
    maxItems: { title: "Höchstzahl", description: "Höchstzahl der Termine" },
    rules: { title: "Wiederholungsregeln", description: "Ergänzt die RRULE jeder Serie" },
    fields: { title: "Felder", description: "Eigenschaften außer id. Standard: alle außer webLink und joinUrl" },
    cursor: { title: "Nächste Seite", description: "`cursor` der vorigen Seite, mit denselben Werten für Von und Bis" },
  },
} as const satisfies SharedWords;
