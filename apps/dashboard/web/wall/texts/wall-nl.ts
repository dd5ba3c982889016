import type { WallTexts } from "./wall-en.ts";

export const nl: WallTexts = {
  calendars: "Agenda's",
  states: "Personen en toestanden",
  leave: "Wandweergave verlaten",
  arrange: "Wandweergave indelen",
  arrangeLead: "Kies wat dit scherm toont. Sleep de kaarten in de gewenste volgorde, of gebruik de pijlen.",
  up: "{0} omhoog",
  down: "{0} omlaag",
  moved: "{0}: plaats {1} van {2}",
  shownCalendars: "Agenda's in het overzicht",
  night: "'s Nachts gedimd",
  from: "Van",
  to: "tot",
  nightHint: "Gewoonlijk {0} tot {1}. Twee keer dezelfde tijd: nooit.",
  save: "Opslaan",
  noWakeLock: "Deze browser kan het scherm niet aan laten. Stel de slaapstand van het scherm in op nooit.",
  insecure: "Browsers laten het scherm alleen via HTTPS aan. Stel de slaapstand van het scherm in op nooit, of open de pagina via HTTPS.",
};
