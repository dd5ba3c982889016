import { fieldTexts, sharedTexts, sharedWords } from "@casement/graph-calendar";

const { id, series, timeZone } = sharedWords.nl.fields;

export const nlTexts = {
  ...sharedTexts(sharedWords.nl),
  title: "Outlook-agenda's",
  "sensors.calendar.title": "Agenda",
  "scopes.Calendars.ReadBasic.why": "Je agenda's en gebeurtenissen weergeven, zonder de tekst erin",
  "scopes.Calendars.Read.why": "Je agenda's en gebeurtenissen weergeven",
  "scopes.Calendars.ReadWrite.why": "Gebeurtenissen voor je maken, wijzigen, beantwoorden en verwijderen",
  "services.create-event.title": "Gebeurtenis maken",
  "services.create-event.summary": "Een gebeurtenis of een reeks maken en deelnemers uitnodigen.",
  "services.modify-event.title": "Gebeurtenis wijzigen",
  "services.modify-event.summary": "De opgegeven velden van een gebeurtenis of een hele reeks wijzigen.",
  "services.remove-event.title": "Gebeurtenis verwijderen",
  "services.remove-event.summary": "Een gebeurtenis of een hele reeks verwijderen.",

  "services.list-events.title": "Gebeurtenissen weergeven",
  "services.list-events.summary": "De gebeurtenissen van een agenda in een willekeurige periode weergeven.",
  ...fieldTexts("list-events", {
    start: { title: "Van", description: "Standaard: nu" },
    end: { title: "Tot", description: "Standaard: zeven dagen na het begin" },
    search: { title: "Zoeken", description: "Alleen gebeurtenissen met deze tekst in het onderwerp" },
    maxItems: { title: "Maximum", description: "Maximaal aantal gebeurtenissen" },
    rules: { title: "Terugkeerregels", description: "Voegt de RRULE van elke reeks toe" },
    timeZone,
  }),

  "services.cancel-event.title": "Vergadering annuleren",
  "services.cancel-event.summary": "Een vergadering annuleren die je organiseert, en de deelnemers informeren.",
  ...fieldTexts("cancel-event", { id, series, comment: { title: "Bericht", description: "Wordt naar de deelnemers gestuurd" } }),

  "services.respond-to-event.title": "Uitnodiging beantwoorden",
  "services.respond-to-event.summary": "Een uitnodiging accepteren of weigeren, of onder voorbehoud beantwoorden.",
  ...fieldTexts("respond-to-event", {
    id,
    series,
    response: { title: "Antwoord", values: { accept: "Accepteren", tentative: "Onder voorbehoud", decline: "Weigeren" } },
    comment: { title: "Bericht", description: "Wordt naar de organisator gestuurd" },
    sendResponse: { title: "Antwoord sturen", description: "false: de organisator krijgt geen bericht" },
    proposedNewTime: { title: "Andere tijd voorstellen", description: "Alleen bij weigeren of onder voorbehoud" },
    timeZone,
  }),

  "services.forward-event.title": "Gebeurtenis doorsturen",
  "services.forward-event.summary": "Een gebeurtenis naar andere personen doorsturen.",
  ...fieldTexts("forward-event", {
    id,
    series,
    to: { title: "Aan", description: "E-mailadressen" },
    comment: { title: "Bericht" },
  }),

  "services.get-schedule.title": "Beschikbaarheid opzoeken",
  "services.get-schedule.summary": "Weergeven wanneer personen, ruimten of apparatuur vrij of bezet zijn.",
  ...fieldTexts("get-schedule", {
    emails: { title: "Personen", description: "E-mailadressen van personen, ruimten of apparatuur" },
    start: { title: "Van" },
    end: { title: "Tot" },
    interval: { title: "Interval", description: "Minuten per cijfer van availabilityView" },
    timeZone,
  }),
};
