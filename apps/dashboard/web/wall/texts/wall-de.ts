import type { WallTexts } from "./wall-en.ts";

export const de: WallTexts = {
  calendars: "Kalender",
  states: "Personen und Zustände",
  leave: "Wandansicht verlassen",
  arrange: "Wandansicht anordnen",
  arrangeLead: "Wähle, was dieses Display zeigt. Ziehe die Karten in die gewünschte Reihenfolge, oder nutze die Pfeile.",
  up: "{0} nach oben",
  down: "{0} nach unten",
  moved: "{0}: Platz {1} von {2}",
  shownCalendars: "Kalender in der Agenda",
  night: "Nachts gedimmt",
  from: "Von",
  to: "bis",
  nightHint: "Üblich ist {0} bis {1}. Zweimal dieselbe Zeit: nie.",
  save: "Speichern",
  noWakeLock: "Dieser Browser kann den Bildschirm nicht eingeschaltet lassen. Stelle die Ruhezeit des Bildschirms auf „Nie“.",
  insecure:
    "Browser lassen den Bildschirm nur über HTTPS eingeschaltet. Stelle die Ruhezeit des Bildschirms auf „Nie“, oder öffne die Seite über HTTPS.",
};
