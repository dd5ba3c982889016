import type { ReadingTexts } from "./reading-en.ts";

export const fr: ReadingTexts = {
  search: "Rechercher",
  searchAll: "Rechercher dans {0}",
  searchesListed: "Cherche dans les titres, les personnes et les premiers mots de la liste.",
  older: "Messages plus anciens",
  markUnread: "Marquer comme non lu",
  markRead: "Marquer comme lu",
  found: "Trouvés : {0}",
  nothingFound: "Aucun résultat.",
  choose: "Choisissez ce que vous voulez lire.",
  toList: "Retour à la liste",
  showPictures: "Afficher les images",
  picturesWhy: "Les images d'autres serveurs ne sont pas chargées. Les charger indique à l'expéditeur que vous avez lu le message.",
  to: "À : {0}",
  cut: "Ce n'est que le début du message.",
  noText: "Pas de texte.",
  attachments: "Pièces jointes",
  save: "Enregistrer : {0}",
  answer: "Votre réponse",
  you: "Vous",
  messageFrame: "Message : {0}",
};
