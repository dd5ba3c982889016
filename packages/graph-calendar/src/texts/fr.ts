import type { SharedWords } from "./shared-texts.ts";

const attendeeTypes = { required: "Obligatoires", optional: "Facultatifs", resource: "Salles et équipements" };

export const frWords = {
  events: {
    "event-created": "Événement créé",
    "event-modified": "Événement modifié",
    "event-removed": "Événement supprimé",
    "event-responded": "Réponse à une invitation",
    "event-started": "Événement commencé",
    "event-ended": "Événement terminé",
  },
  states: { on: "Événement en cours", off: "Aucun événement" },
  fields: {
    id: { title: "Événement", description: "Identifiant de l'événement" },
    series: { title: "Toute la série", description: "S'applique à toute la série lorsque l'événement en est une occurrence" },
    occurrence: {
      title: "Jour dans la série",
      description: "Avec l'identifiant d'une série : le jour de l'occurrence concernée, dans le fuseau horaire de la série",
    },
    subject: { title: "Objet" },
    start: { title: "Début", description: "Une date en fait un événement d'une journée entière" },
    end: { title: "Fin", description: "Pour une journée entière, le lendemain du dernier jour" },
    allDay: { title: "Journée entière" },
    location: { title: "Emplacement" },
    body: { title: "Description", description: "Texte avec sauts de ligne, ou HTML avec le format HTML" },
    attendees: { title: "Participants", description: "Personnes à inviter", values: attendeeTypes },
    recurrence: { title: "Périodicité", description: "RRULE selon la RFC 5545, par exemple FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10" },
    reminder: { title: "Rappel", unit: "minutes avant", description: "Minutes avant le début ; null : aucun rappel" },
    onlineMeeting: { title: "Réunion Teams", description: "Ajoute une réunion Teams, qui ne peut plus être retirée ensuite" },
    showAs: {
      title: "Afficher comme",
      values: {
        free: "Libre",
        tentative: "Provisoire",
        busy: "Occupé(e)",
        oof: "Absent(e) du bureau",
        workingElsewhere: "Travaille ailleurs",
        unknown: "Inconnu",
      },
    },
    categories: { title: "Catégories" },
    sensitivity: {
      title: "Critère de diffusion",
      values: { normal: "Normal", personal: "Personnel", private: "Privé", confidential: "Confidentiel" },
    },
    importance: { title: "Importance", values: { low: "Faible", normal: "Normale", high: "Haute" } },
    bodyType: { title: "Format", values: { text: "Texte", html: "HTML" } },
    timeZone: { title: "Fuseau horaire", description: "Fuseau des heures sans décalage. Par défaut, celui du compte" },
    transactionId: {
      title: "Identifiant de la demande",
      description: "Votre propre identifiant de la demande. Le répéter ne crée pas de second événement",
    },
    uid: {
      title: "UID",
      description:
        "UID iCalendar qu'un autre programme a donné à l'événement. Si la boîte aux lettres a déjà une réunion avec lui, rien n'est créé",
    },
  },
  modifyFields: {
    start: { title: "Début", description: "Sans fin, l'événement garde sa durée" },
    attendees: { title: "Participants", description: "Tous les participants : la liste remplace l'actuelle", values: attendeeTypes },
    recurrence: { title: "Périodicité", description: "RRULE selon la RFC 5545 ; null fait de la série un événement unique" },
  },
  listFields: {
    start: { title: "Du", description: "Par défaut : maintenant" },
    end: { title: "Au", description: "Par défaut : sept jours après le début" },
    search: { title: "Recherche", description: "Seulement les événements dont l'objet contient ce texte" },
    maxItems: { title: "Maximum", description: "Nombre maximal d'événements" },
    rules: { title: "Règles de périodicité", description: "Ajoute la RRULE de chaque série" },
    fields: { title: "Champs", description: "Propriétés en plus de id. Par défaut : toutes sauf webLink et joinUrl" },
    cursor: { title: "Page suivante", description: "Le `cursor` de la page précédente, avec la même période" },
  },
} as const satisfies SharedWords;
