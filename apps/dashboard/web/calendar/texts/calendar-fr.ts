import type { en } from "./calendar-en.ts";

export const fr: typeof en = {
  title: "Calendrier",
  views: { day: "Jour", week: "Semaine", month: "Mois", agenda: "Agenda" },
  view: "Affichage",
  back: "Précédent",
  forward: "Suivant",
  goTo: "Aller à la date",
  add: "Nouvel événement",
  timeZone: "Heures de",
  deviceZone: "Cet appareil est dans {0}.",
  print: "Imprimer",
  close: "Fermer",
  calendar: "Calendrier",
  shown: "Calendriers : {0} sur {1} affichés",
  showAll: "Tout afficher",
  hideAll: "Tout masquer",
  gaps: {
    reading: "Lecture des jours hachurés : {0}",
    "not-kept": "Jours hachurés inconnus : {0}. De ce calendrier, Casement ne garde que les jours à venir.",
    failed: "Les jours hachurés n'ont pas pu être lus : {0}.",
  },
  dayUnknown: "Inconnu",
  nothing: "Rien de prévu",
  moveHint:
    "Faites glisser un événement pour le déplacer, ou son bord inférieur pour changer la fin. Au clavier : Alt et une flèche ; avec Maj, seulement la fin.",
  moved: "{0} : {1}",
  undo: "Annuler",
  move: "Déplacer",
  seriesQuestion: "Cet événement se répète. Quels événements voulez-vous déplacer ?",
  seriesDay:
    "Ici, tous les événements d'une série ne peuvent être déplacés qu'à une autre heure. Pour changer leurs jours, modifiez la série dans son formulaire.",
  onlyThis: "Seulement celui-ci",
  wholeSeries: "Tous les événements",
  othersLearn: "Les participants sont avertis.",
};
