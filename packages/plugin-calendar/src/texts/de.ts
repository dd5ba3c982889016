import { fieldTexts, sharedTexts, sharedWords } from "@casement/graph-calendar";

const { id, series, timeZone } = sharedWords.de.fields;

export const deTexts = {
  ...sharedTexts(sharedWords.de),
  title: "Outlook-Kalender",
  "sensors.calendar.title": "Kalender",
  "scopes.Calendars.ReadBasic.why": "Deine Kalender und Termine zeigen, ohne den Text darin",
  "scopes.Calendars.Read.why": "Deine Kalender und Termine zeigen",
  "scopes.Calendars.ReadWrite.why": "Für dich Termine anlegen, ändern, beantworten und entfernen",
  "services.create-event.title": "Termin anlegen",
  "services.create-event.summary": "Einen Termin oder eine Serie anlegen und Teilnehmer einladen.",
  "services.modify-event.title": "Termin ändern",
  "services.modify-event.summary": "Die angegebenen Felder eines Termins oder einer ganzen Serie ändern.",
  "services.remove-event.title": "Termin entfernen",
  "services.remove-event.summary": "Einen Termin oder eine ganze Serie löschen.",

  "services.list-events.title": "Termine auflisten",
  "services.list-events.summary": "Die Termine eines Kalenders in einem beliebigen Zeitraum auflisten.",
  ...fieldTexts("list-events", {
    start: { title: "Von", description: "Standard: jetzt" },
    end: { title: "Bis", description: "Standard: sieben Tage nach dem Beginn" },
    search: { title: "Suche", description: "Nur Termine, deren Betreff diesen Text enthält" },
    maxItems: { title: "Höchstzahl", description: "Höchstzahl der Termine" },
    rules: { title: "Wiederholungsregeln", description: "Ergänzt die RRULE jeder Serie" },
    timeZone,
  }),

  "services.cancel-event.title": "Besprechung absagen",
  "services.cancel-event.summary": "Eine Besprechung absagen, die du organisierst, und die Teilnehmer benachrichtigen.",
  ...fieldTexts("cancel-event", { id, series, comment: { title: "Nachricht", description: "Geht an die Teilnehmer" } }),

  "services.respond-to-event.title": "Einladung beantworten",
  "services.respond-to-event.summary": "Eine Einladung annehmen, ablehnen oder mit Vorbehalt beantworten.",
  ...fieldTexts("respond-to-event", {
    id,
    series,
    response: { title: "Antwort", values: { accept: "Zusagen", tentative: "Mit Vorbehalt", decline: "Absagen" } },
    comment: { title: "Nachricht", description: "Geht an den Organisator" },
    sendResponse: { title: "Antwort senden", description: "false: Der Organisator erfährt nichts davon" },
    proposedNewTime: { title: "Andere Zeit vorschlagen", description: "Nur bei einer Absage oder mit Vorbehalt" },
    timeZone,
  }),

  "services.forward-event.title": "Termin weiterleiten",
  "services.forward-event.summary": "Einen Termin an andere Personen weiterleiten.",
  ...fieldTexts("forward-event", {
    id,
    series,
    to: { title: "An", description: "E-Mail-Adressen" },
    comment: { title: "Nachricht" },
  }),

  "services.get-schedule.title": "Freie und gebuchte Zeiten nachsehen",
  "services.get-schedule.summary": "Zeigen, wann Personen, Räume oder Geräte frei oder gebucht sind.",
  ...fieldTexts("get-schedule", {
    emails: { title: "Personen", description: "E-Mail-Adressen von Personen, Räumen oder Geräten" },
    start: { title: "Von" },
    end: { title: "Bis" },
    interval: { title: "Intervall", description: "Minuten je Ziffer von availabilityView" },
    timeZone,
  }),
};
