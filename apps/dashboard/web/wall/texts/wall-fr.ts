import type { WallTexts } from "./wall-en.ts";

export const fr: WallTexts = {
  calendars: "Calendriers",
  states: "Personnes et états",
  leave: "Quitter l'affichage mural",
  arrange: "Organiser l'affichage mural",
  arrangeLead: "Choisissez ce que cet écran affiche. Faites glisser les cartes pour les ordonner, ou utilisez les flèches.",
  up: "Monter {0}",
  down: "Descendre {0}",
  moved: "{0} : position {1} sur {2}",
  shownCalendars: "Calendriers de l'agenda",
  night: "Atténué la nuit",
  from: "De",
  to: "à",
  nightHint: "En général de {0} à {1}. Deux fois la même heure : jamais.",
  save: "Enregistrer",
  noWakeLock: "Ce navigateur ne peut pas garder l'écran allumé. Réglez la mise en veille de l'écran sur « jamais ».",
  insecure:
    "Les navigateurs ne gardent l'écran allumé qu'avec HTTPS. Réglez la mise en veille de l'écran sur « jamais », ou ouvrez la page avec HTTPS.",
};
