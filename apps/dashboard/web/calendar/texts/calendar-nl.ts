import type { en } from "./calendar-en.ts";

export const nl: typeof en = {
  title: "Agenda",
  views: { day: "Dag", week: "Week", month: "Maand", agenda: "Lijst" },
  view: "Weergave",
  back: "Terug",
  forward: "Verder",
  goTo: "Naar datum",
  add: "Nieuwe afspraak",
  timeZone: "Tijden in",
  deviceZone: "Dit apparaat is in {0}.",
  print: "Afdrukken",
  close: "Sluiten",
  calendar: "Agenda",
  shown: "Agenda's: {0} van {1} zichtbaar",
  showAll: "Alle tonen",
  hideAll: "Alle verbergen",
  gaps: {
    reading: "De gearceerde dagen worden gelezen: {0}",
    "not-kept": "Niet bekend op de gearceerde dagen: {0}. Casement bewaart van deze agenda alleen de komende dagen.",
    failed: "Op de gearceerde dagen niet te lezen: {0}.",
  },
  dayUnknown: "Niet bekend",
  nothing: "Niets gepland",
  moveHint:
    "Sleep een afspraak om hem te verplaatsen, of de onderrand om het einde te wijzigen. Met het toetsenbord: Alt en een pijltoets; met Shift alleen het einde.",
  moved: "{0}: {1}",
  undo: "Ongedaan maken",
  move: "Verplaatsen",
  seriesQuestion: "Deze afspraak wordt herhaald. Welke afspraken wil je verplaatsen?",
  seriesDay:
    "Alle afspraken van een reeks kunnen hier alleen naar een ander tijdstip worden verplaatst. Wijzig de reeks in het formulier om de dagen te veranderen.",
  onlyThis: "Alleen deze afspraak",
  wholeSeries: "Alle afspraken",
  othersLearn: "De deelnemers krijgen bericht.",
};
