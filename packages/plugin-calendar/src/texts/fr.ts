import { fieldTexts, sharedTexts, sharedWords } from "@casement/graph-calendar";

const { id, series, timeZone } = sharedWords.fr.fields;

export const frTexts = {
  ...sharedTexts(sharedWords.fr),
  title: "Calendriers Outlook",
  "sensors.calendar.title": "Calendrier",
  "scopes.Calendars.ReadBasic.why": "Afficher vos calendriers et événements, sans leur texte",
  "scopes.Calendars.Read.why": "Afficher vos calendriers et événements",
  "scopes.Calendars.ReadWrite.why": "Créer, modifier et supprimer des événements et y répondre pour vous",
  "services.create-event.title": "Créer un événement",
  "services.create-event.summary": "Créer un événement ou une série et inviter des participants.",
  "services.modify-event.title": "Modifier un événement",
  "services.modify-event.summary": "Modifier les champs indiqués d'un événement ou de toute une série.",
  "services.remove-event.title": "Supprimer un événement",
  "services.remove-event.summary": "Supprimer un événement ou toute une série.",

  "services.list-events.title": "Lister les événements",
  "services.list-events.summary": "Lister les événements d'un calendrier sur une période quelconque.",
  ...fieldTexts("list-events", {
    start: { title: "Du", description: "Par défaut : maintenant" },
    end: { title: "Au", description: "Par défaut : sept jours après le début" },
    search: { title: "Recherche", description: "Seulement les événements dont l'objet contient ce texte" },
    maxItems: { title: "Maximum", description: "Nombre maximal d'événements" },
    rules: { title: "Règles de périodicité", description: "Ajoute la RRULE de chaque série" },
    timeZone,
  }),

  "services.cancel-event.title": "Annuler une réunion",
  "services.cancel-event.summary": "Annuler une réunion que vous organisez et prévenir les participants.",
  ...fieldTexts("cancel-event", { id, series, comment: { title: "Message", description: "Envoyé aux participants" } }),

  "services.respond-to-event.title": "Répondre à une invitation",
  "services.respond-to-event.summary": "Accepter ou refuser une invitation, ou répondre à titre provisoire.",
  ...fieldTexts("respond-to-event", {
    id,
    series,
    response: { title: "Réponse", values: { accept: "Accepter", tentative: "Provisoire", decline: "Refuser" } },
    comment: { title: "Message", description: "Envoyé à l'organisateur" },
    sendResponse: { title: "Envoyer une réponse", description: "false : l'organisateur n'est pas prévenu" },
    proposedNewTime: { title: "Proposer un autre horaire", description: "Seulement pour un refus ou une réponse provisoire" },
    timeZone,
  }),

  "services.forward-event.title": "Transférer un événement",
  "services.forward-event.summary": "Transférer un événement à d'autres personnes.",
  ...fieldTexts("forward-event", {
    id,
    series,
    to: { title: "À", description: "Adresses e-mail" },
    comment: { title: "Message" },
  }),

  "services.get-schedule.title": "Consulter les disponibilités",
  "services.get-schedule.summary": "Indiquer quand des personnes, salles ou équipements sont libres ou occupés.",
  ...fieldTexts("get-schedule", {
    emails: { title: "Personnes", description: "Adresses e-mail de personnes, de salles ou d'équipements" },
    start: { title: "Du" },
    end: { title: "Au" },
    interval: { title: "Intervalle", description: "Minutes par chiffre d'availabilityView" },
    timeZone,
  }),
};
