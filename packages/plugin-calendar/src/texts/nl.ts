import { fieldTexts, sharedTexts, sharedWords } from "@casement/graph-calendar";

const { id, series, occurrence, timeZone } = sharedWords.nl.fields;
const attachments = {
  title: "Bijlagen",
  description: "Bestanden van elk maximaal 150 MB. Een bestand vervangt een bestand met dezelfde naam",
};

export const nlTexts = {
  ...sharedTexts(sharedWords.nl),
  title: "Outlook-agenda's",
  "sensors.calendar.title": "Agenda",
  "scopes.Calendars.ReadBasic.why": "Je agenda's en afspraken weergeven, zonder de tekst erin",
  "scopes.Calendars.Read.why": "Je agenda's en afspraken weergeven",
  "scopes.Calendars.ReadWrite.why": "Afspraken voor je maken, wijzigen, beantwoorden en verwijderen",
  "services.create-event.title": "Afspraak maken",
  "services.create-event.summary": "Een afspraak of een reeks maken en deelnemers uitnodigen.",
  "services.modify-event.title": "Afspraak wijzigen",
  "services.modify-event.summary": "De opgegeven velden van een afspraak of een hele reeks wijzigen.",
  "services.remove-event.title": "Afspraak verwijderen",
  "services.remove-event.summary": "Een afspraak of een hele reeks verwijderen.",

  ...fieldTexts("create-event", { attachments }),
  ...fieldTexts("modify-event", { attachments }),
  "services.list-attachments.title": "Bijlagen weergeven",
  "services.list-attachments.summary": "De bestanden weergeven die bij een afspraak horen.",
  ...fieldTexts("list-attachments", { id, series, occurrence }),

  "services.list-events.title": "Afspraken weergeven",
  "services.list-events.summary": "De afspraken van alle agenda's, of van één, in een periode weergeven.",

  "services.cancel-event.title": "Vergadering annuleren",
  "services.cancel-event.summary": "Een vergadering annuleren die je organiseert, en de deelnemers informeren.",
  ...fieldTexts("cancel-event", {
    id,
    series,
    occurrence,
    comment: { title: "Bericht", description: "Wordt naar de deelnemers gestuurd" },
  }),

  "services.respond-to-event.title": "Uitnodiging beantwoorden",
  "services.respond-to-event.summary": "Een uitnodiging accepteren of weigeren, of alle in een periode.",
  ...fieldTexts("respond-to-event", {
    id,
    series,
    occurrence,
    response: { title: "Antwoord", values: { accept: "Accepteren", tentative: "Onder voorbehoud", decline: "Weigeren" } },
    comment: { title: "Bericht", description: "Wordt naar de organisator gestuurd" },
    sendResponse: { title: "Antwoord sturen", description: "false: de organisator krijgt geen bericht" },
    proposedNewTime: { title: "Andere tijd voorstellen", description: "Alleen bij weigeren of onder voorbehoud" },
    timeZone,
    where: { title: "Alle uitnodigingen", description: "In plaats van id: alle uitnodigingen in deze periode, hoogstens 100" },
  }),

  "services.forward-event.title": "Afspraak doorsturen",
  "services.forward-event.summary": "Een afspraak naar andere personen doorsturen.",
  ...fieldTexts("forward-event", {
    id,
    series,
    occurrence,
    to: { title: "Aan", description: "E-mailadressen" },
    comment: { title: "Bericht" },
  }),

  "services.get-schedule.title": "Beschikbaarheid opzoeken",
  "services.get-schedule.summary": "Weergeven wanneer personen, ruimten of apparatuur vrij of bezet zijn.",
  ...fieldTexts("get-schedule", {
    emails: { title: "Personen", description: "E-mailadressen van personen, ruimten of apparatuur" },
    start: { title: "Van" },
    end: { title: "Tot" },
    interval: { title: "Interval", unit: "minuten", description: "Minuten per cijfer van availabilityView" },
    timeZone,
  }),

  "services.find-times.title": "Tijden voor een vergadering zoeken",
  "services.find-times.summary": "Tijden zoeken waarop jij en anderen vrij zijn en werken.",
  ...fieldTexts("find-times", {
    emails: { title: "Personen", description: "E-mailadressen van de anderen, ook van ruimten" },
    minutes: { title: "Minuten", description: "Duur van de vergadering" },
    start: { title: "Van", description: "Standaard: nu" },
    end: { title: "Tot", description: "Standaard: zeven dagen na het begin" },
    workingHours: { title: "Werktijd", description: "Alleen binnen de werktijden van iedereen" },
    tentative: { title: "Onder voorbehoud", description: "Ook tijden met een afspraak onder voorbehoud" },
    maxItems: { title: "Maximum" },
    timeZone,
  }),
};
