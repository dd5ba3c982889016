import type { SharedWords } from "./shared-texts.ts";

const attendeeTypes = { required: "Vereist", optional: "Optioneel", resource: "Ruimtes en apparaten" };

export const nlWords = {
  events: {
    "event-created": "Afspraak gemaakt",
    "event-modified": "Afspraak gewijzigd",
    "event-removed": "Afspraak verwijderd",
    "event-responded": "Uitnodiging beantwoord",
    "event-started": "Afspraak begonnen",
    "event-ended": "Afspraak afgelopen",
  },
  states: { on: "Afspraak bezig", off: "Geen afspraak" },
  fields: {
    id: { title: "Afspraak", description: "Id van de afspraak" },
    series: { title: "Hele reeks", description: "Geldt voor de hele reeks als de afspraak deel uitmaakt van een reeks" },
    occurrence: {
      title: "Dag in de reeks",
      description: "Met de id van een reeks: de dag van de afspraak die bedoeld is, in de tijdzone van de reeks",
    },
    subject: { title: "Onderwerp" },
    start: { title: "Begin", description: "Met een datum duurt de afspraak de hele dag" },
    end: { title: "Einde", description: "Voor een hele dag: de dag na de laatste dag" },
    allDay: { title: "Hele dag" },
    location: { title: "Locatie" },
    body: { title: "Beschrijving", description: "Tekst met regeleinden, of HTML met de indeling HTML" },
    attendees: { title: "Deelnemers", description: "Personen die worden uitgenodigd", values: attendeeTypes },
    recurrence: { title: "Terugkeerpatroon", description: "RRULE volgens RFC 5545, bijvoorbeeld FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10" },
    reminder: { title: "Herinnering", unit: "minuten vooraf", description: "Minuten voor het begin; null: geen herinnering" },
    onlineMeeting: {
      title: "Teams-vergadering",
      description: "Voegt een Teams-vergadering toe, die daarna niet meer kan worden verwijderd",
    },
    showAs: {
      title: "Weergeven als",
      values: {
        free: "Beschikbaar",
        tentative: "Voorlopig",
        busy: "Bezet",
        oof: "Niet aanwezig",
        workingElsewhere: "Werkt elders",
        unknown: "Onbekend",
      },
    },
    categories: { title: "Categorieën" },
    sensitivity: {
      title: "Vertrouwelijkheid",
      values: { normal: "Normaal", personal: "Persoonlijk", private: "Privé", confidential: "Vertrouwelijk" },
    },
    importance: { title: "Urgentie", values: { low: "Laag", normal: "Normaal", high: "Hoog" } },
    bodyType: { title: "Indeling", values: { text: "Tekst", html: "HTML" } },
    timeZone: { title: "Tijdzone", description: "Tijdzone van tijden zonder offset. Standaard die van het account" },
    transactionId: {
      title: "Aanvraag-id",
      description: "Je eigen id van de aanvraag. Herhalen maakt geen tweede afspraak",
    },
    uid: {
      title: "UID",
      description:
        "iCalendar-UID die een ander programma aan de afspraak gaf. Heeft het postvak er al een vergadering mee, dan wordt niets gemaakt",
    },
  },
  modifyFields: {
    start: { title: "Begin", description: "Zonder einde behoudt de afspraak zijn duur" },
    attendees: { title: "Deelnemers", description: "Alle deelnemers: de lijst vervangt de huidige", values: attendeeTypes },
    recurrence: { title: "Terugkeerpatroon", description: "RRULE volgens RFC 5545; null maakt van een reeks één afspraak" },
  },
  listFields: {
    start: { title: "Van", description: "Standaard: nu" },
    end: { title: "Tot", description: "Standaard: zeven dagen na het begin" },
    search: { title: "Zoeken", description: "Alleen afspraken met deze tekst in het onderwerp" },
    maxItems: { title: "Maximum", description: "Maximaal aantal afspraken" },
    rules: { title: "Terugkeerregels", description: "Voegt de RRULE van elke reeks toe" },
    fields: { title: "Velden", description: "Eigenschappen naast id. Standaard: alle behalve webLink en joinUrl" },
    cursor: { title: "Volgende pagina", description: "De `cursor` van de vorige pagina, met dezelfde periode" },
  },
} as const satisfies SharedWords;
