import { fieldTexts, sharedTexts, sharedWords } from "@casement/graph-calendar";

const { id, series, occurrence, timeZone } = sharedWords.de.fields;
const attachments = { title: "Anhänge", description: "Dateien mit je höchstens 150 MB. Eine Datei ersetzt eine mit demselben Namen" };

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

  ...fieldTexts("create-event", { attachments }),
  ...fieldTexts("modify-event", { attachments }),
  "services.list-attachments.title": "Anhänge auflisten",
  "services.list-attachments.summary": "Die Dateien auflisten, die an einem Termin hängen.",
  ...fieldTexts("list-attachments", { id, series, occurrence }),

  "services.list-events.title": "Termine auflisten",
  "services.list-events.summary": "Die Termine aller Kalender oder eines davon in einem beliebigen Zeitraum auflisten.",

  "services.cancel-event.title": "Besprechung absagen",
  "services.cancel-event.summary": "Eine Besprechung absagen, die du organisierst, und die Teilnehmer benachrichtigen.",
  ...fieldTexts("cancel-event", { id, series, occurrence, comment: { title: "Nachricht", description: "Geht an die Teilnehmer" } }),

  "services.respond-to-event.title": "Einladung beantworten",
  "services.respond-to-event.summary": "Eine Einladung zu- oder absagen, oder alle eines Zeitraums.",
  ...fieldTexts("respond-to-event", {
    id,
    series,
    occurrence,
    response: { title: "Antwort", values: { accept: "Zusagen", tentative: "Mit Vorbehalt", decline: "Absagen" } },
    comment: { title: "Nachricht", description: "Geht an den Organisator" },
    sendResponse: { title: "Antwort senden", description: "false: Der Organisator erfährt nichts davon" },
    proposedNewTime: { title: "Andere Zeit vorschlagen", description: "Nur bei einer Absage oder mit Vorbehalt" },
    timeZone,
    where: { title: "Alle Einladungen", description: "Statt id: alle Einladungen in diesem Zeitraum, höchstens 100" },
  }),

  "services.forward-event.title": "Termin weiterleiten",
  "services.forward-event.summary": "Einen Termin an andere Personen weiterleiten.",
  ...fieldTexts("forward-event", {
    id,
    series,
    occurrence,
    to: { title: "An", description: "E-Mail-Adressen" },
    comment: { title: "Nachricht" },
  }),

  "services.get-schedule.title": "Freie und gebuchte Zeiten nachsehen",
  "services.get-schedule.summary": "Zeigen, wann Personen, Räume oder Geräte frei oder gebucht sind.",
  ...fieldTexts("get-schedule", {
    emails: { title: "Personen", description: "E-Mail-Adressen von Personen, Räumen oder Geräten" },
    start: { title: "Von" },
    end: { title: "Bis" },
    interval: { title: "Intervall", unit: "Minuten", description: "Minuten je Ziffer von availabilityView" },
    timeZone,
  }),

  "services.find-times.title": "Zeiten für eine Besprechung finden",
  "services.find-times.summary": "Zeiten finden, zu denen du und andere frei sind und arbeiten.",
  ...fieldTexts("find-times", {
    emails: { title: "Personen", description: "E-Mail-Adressen der anderen, auch von Räumen" },
    minutes: { title: "Minuten", description: "Dauer der Besprechung" },
    start: { title: "Von", description: "Standard: jetzt" },
    end: { title: "Bis", description: "Standard: sieben Tage nach dem Beginn" },
    workingHours: { title: "Arbeitszeit", description: "Nur innerhalb der Arbeitszeiten aller" },
    tentative: { title: "Mit Vorbehalt", description: "Auch Zeiten mit einem Termin mit Vorbehalt" },
    maxItems: { title: "Höchstzahl" },
    timeZone,
  }),
};
