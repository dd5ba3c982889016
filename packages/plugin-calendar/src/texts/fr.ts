import { fieldTexts, sharedTexts, sharedWords } from "@casement/graph-calendar";

const { id, series, occurrence, timeZone } = sharedWords.fr.fields;
const attachments = {
  title: "Pièces jointes",
  description: "Fichiers de 150 Mo au maximum chacun. Un fichier remplace celui qui porte le même nom",
};

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

  ...fieldTexts("create-event", { attachments }),
  ...fieldTexts("modify-event", { attachments }),
  "services.list-attachments.title": "Lister les pièces jointes",
  "services.list-attachments.summary": "Lister les fichiers joints à un événement.",
  ...fieldTexts("list-attachments", { id, series, occurrence }),

  "services.list-events.title": "Lister les événements",
  "services.list-events.summary": "Lister les événements de tous les calendriers, ou d'un seul, sur une période.",

  "services.cancel-event.title": "Annuler une réunion",
  "services.cancel-event.summary": "Annuler une réunion que vous organisez et prévenir les participants.",
  ...fieldTexts("cancel-event", { id, series, occurrence, comment: { title: "Message", description: "Envoyé aux participants" } }),

  "services.respond-to-event.title": "Répondre à une invitation",
  "services.respond-to-event.summary": "Accepter ou refuser une invitation, ou toutes celles d'une période.",
  ...fieldTexts("respond-to-event", {
    id,
    series,
    occurrence,
    response: { title: "Réponse", values: { accept: "Accepter", tentative: "Provisoire", decline: "Refuser" } },
    comment: { title: "Message", description: "Envoyé à l'organisateur" },
    sendResponse: { title: "Envoyer une réponse", description: "false : l'organisateur n'est pas prévenu" },
    proposedNewTime: { title: "Proposer un autre horaire", description: "Seulement pour un refus ou une réponse provisoire" },
    timeZone,
    where: { title: "Toutes les invitations", description: "Au lieu de id : toutes les invitations de cette période, 100 au plus" },
  }),

  "services.forward-event.title": "Transférer un événement",
  "services.forward-event.summary": "Transférer un événement à d'autres personnes.",
  ...fieldTexts("forward-event", {
    id,
    series,
    occurrence,
    to: { title: "À", description: "Adresses e-mail" },
    comment: { title: "Message" },
  }),

  "services.get-schedule.title": "Consulter les disponibilités",
  "services.get-schedule.summary": "Indiquer quand des personnes, salles ou équipements sont libres ou occupés.",
  ...fieldTexts("get-schedule", {
    emails: { title: "Personnes", description: "Adresses e-mail de personnes, de salles ou d'équipements" },
    start: { title: "Du" },
    end: { title: "Au" },
    interval: { title: "Intervalle", unit: "minutes", description: "Minutes par chiffre d'availabilityView" },
    timeZone,
  }),

  "services.find-times.title": "Trouver des créneaux",
  "services.find-times.summary": "Trouver des créneaux où vous et d'autres personnes êtes libres et au travail.",
  ...fieldTexts("find-times", {
    emails: { title: "Personnes", description: "Adresses e-mail des autres, salles comprises" },
    minutes: { title: "Minutes", description: "Durée de la réunion" },
    start: { title: "Du", description: "Par défaut : maintenant" },
    end: { title: "Au", description: "Par défaut : sept jours après le début" },
    workingHours: { title: "Heures de travail", description: "Seulement pendant les heures de travail de tous" },
    tentative: { title: "Provisoire", description: "Aussi les heures avec un événement provisoire" },
    maxItems: { title: "Maximum" },
    timeZone,
  }),
};
