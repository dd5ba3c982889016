import type { EmailWords } from "./email-words.ts";

const importance = { title: "Importance", values: { low: "Faible", normal: "Normale", high: "Haute" } };
const body = { title: "Corps", values: { none: "Aucun", text: "Texte", html: "HTML" } };
const folder = "Nom comme inbox ou archive, chemin de noms de dossiers (Boîte de réception/Factures/2026) ou identifiant";
const address = "Une ou plusieurs adresses : ada@example.com ou Ada Reed <ada@example.com>";

export const frWords: EmailWords = {
  title: "Courrier Outlook",
  folder: { title: "Courrier", unit: "non lus", unitOfOne: "non lu" },
  services: {
    send: { title: "Envoyer un message", summary: "Envoyer un courrier ; sans destinataire, à sa propre boîte aux lettres." },
    reply: { title: "Répondre à l'expéditeur", summary: "Répondre à l'expéditeur d'un courrier." },
    "reply-all": { title: "Répondre à tous", summary: "Répondre à l'expéditeur et à tous les destinataires d'un courrier." },
    forward: { title: "Transférer un message", summary: "Transférer un courrier à d'autres personnes." },
    "create-draft": { title: "Créer un brouillon", summary: "Créer le brouillon d'un courrier sans l'envoyer." },
    "send-draft": { title: "Envoyer un brouillon", summary: "Envoyer un brouillon à ses destinataires." },
    "list-messages": {
      title: "Lister les messages",
      summary: "Lister les courriers d'un dossier qui correspondent à des filtres ou à une recherche.",
    },
    "get-message": { title: "Lire un message", summary: "Lire un courrier avec son texte." },
    "list-folders": { title: "Lister les dossiers", summary: "Lister les dossiers avec leur chemin et leur nombre de messages." },
    "create-folder": { title: "Créer un dossier", summary: "Créer un dossier, et ceux au-dessus qui n'existent pas." },
    "find-people": { title: "Trouver des personnes", summary: "Trouver des adresses par nom, dans les e-mails des dossiers suivis." },
    mark: {
      title: "Marquer des messages",
      summary: "Marquer des courriers comme lus ou non lus, leur mettre un indicateur ou changer leurs catégories.",
    },
    move: { title: "Déplacer des messages", summary: "Déplacer des courriers vers un autre dossier." },
    remove: {
      title: "Supprimer des messages",
      summary: "Déplacer des courriers vers Éléments supprimés ou les supprimer définitivement.",
    },
    "read-attachment": { title: "Lire une pièce jointe", summary: "Renvoyer le texte d'une pièce jointe : PDF, Word, HTML ou texte." },
    "save-attachments": {
      title: "Enregistrer les pièces jointes",
      summary: "Enregistrer les pièces jointes d'un courrier dans des fichiers.",
    },
    "download-attachment": {
      title: "Télécharger une pièce jointe",
      summary: "Renvoyer le contenu d'une pièce jointe d'un courrier, en base64.",
    },
    "download-pictures": { title: "Télécharger les images d’un message", summary: "Renvoyer les images du texte d’un e-mail, en base64." },
  },
  events: { "message-received": "Courrier reçu", "message-sent": "Courrier envoyé" },
  scopes: {
    "Mail.ReadBasic": "Compter et lister vos messages, sans leur contenu",
    "Mail.Read": "Afficher vos messages et y rechercher",
    "Mail.ReadWrite": "Marquer, déplacer et supprimer des messages, créer des brouillons et joindre de gros fichiers pour vous",
    "Mail.Send": "Envoyer du courrier en votre nom",
    "Mail.Send.Shared": "Envoyer du courrier depuis les boîtes aux lettres de sendFrom",
  },
  fields: {
    id: { title: "Message", description: "Identifiant du message" },
    ids: { title: "Messages", description: "Identifiant d'un message, ou une liste d'identifiants" },
    draftId: { title: "Brouillon", description: "Identifiant du brouillon" },
    draft: { title: "Brouillon", description: "Créer un brouillon dans la conversation au lieu d'envoyer" },
    content: {
      text: { title: "Texte", description: "Le message en texte ; les sauts de ligne sont conservés" },
      attachments: { title: "Pièces jointes" },
      html: { title: "HTML", description: "Le message en HTML, à la place du texte" },
      pictures: {
        title: "Images",
        description: 'Images dans le message : là où le HTML contient <img src="cid:picture-1">, sinon en dessous',
      },
      zip: {
        title: "Compresser les pièces jointes",
        description: "Réunir les pièces jointes dans une archive : son nom, ou true pour attachments.zip",
      },
    },
    recipients: {
      to: { title: "À", description: address },
      cc: { title: "Cc", description: "Adresses en Cc" },
      bcc: { title: "Cci", description: "Adresses en Cci" },
    },
    newMessage: {
      to: { title: "À", description: `${address}. Par défaut, sa propre boîte aux lettres si Cc et Cci sont vides aussi` },
      subject: { title: "Objet" },
      replyTo: { title: "Répondre à", description: "Adresses auxquelles vont les réponses" },
      from: { title: "De", description: "Une autre boîte aux lettres comme expéditeur ; voir sendFrom dans la configuration" },
      importance,
    },
    filters: {
      folder: { title: "Dossier", description: folder },
      search: {
        title: "Recherche",
        description:
          "Cherche dans l'expéditeur, l'objet, le texte et les pièces jointes. Aussi dans la syntaxe d'Outlook : from:ada subject:rapport OR \"mots exacts\"",
      },
      from: {
        title: "De",
        description: "Adresse, @domaine ou partie du nom de l'expéditeur ; pour une liste, une correspondance suffit",
      },
      subjectContains: { title: "L'objet contient", description: "Texte dans l'objet" },
      unread: { title: "Non lus", description: "Oui : seulement les messages non lus ; Non : seulement les lus" },
      newerThan: { title: "Plus récents que", description: "Un âge comme 30m, 24h, 7d ou 2w, ou une date" },
      olderThan: { title: "Plus ancien que", description: "Reçu avant : un âge comme 30d, ou une date" },
      maxItems: { title: "Nombre maximal" },
      conversation: { title: "Conversation", description: "Messages de cette conversation dans tous les dossiers, envoyés compris" },
      bodyContains: { title: "Le corps contient", description: "Texte dans le corps" },
      to: { title: "À", description: "Adresse, @domaine ou partie du nom d'une personne en À ou Cc" },
      subjectIs: { title: "Objet exact", description: "L'objet complet" },
      hasAttachments: { title: "Avec pièces jointes", description: "Les images dans le texte ne comptent pas" },
      importance,
      flagged: { title: "Avec indicateur", description: "Avec un indicateur qui n'est pas terminé" },
      category: { title: "Catégorie", description: "Nom d'une catégorie" },
    },
    listing: {
      fields: { title: "Champs", description: "Propriétés en plus de id. Par défaut : toutes sauf webLink" },
      cursor: { title: "Page suivante", description: "`cursor` de la page précédente" },
    },
    selection: {
      where: {
        title: "Tous ceux qui correspondent",
        description: "Au lieu d'identifiants : tous les messages qui correspondent, les plus récents d'abord, comme pour list-messages",
      },
      maxItems: { title: "Nombre maximal", description: "De messages qui correspondent" },
    },
    parentFolder: { title: "Dossier", description: "Seulement les dossiers qu'il contient" },
    newFolder: { title: "Dossier", description: "Chemin de noms de dossiers : Inbox/Factures/2026" },
    people: {
      query: { title: "Nom ou adresse", description: "Parties d'un nom ou d'une adresse" },
      maxItems: { title: "Nombre maximal" },
    },
    contents: {
      body,
      preview: { title: "Aperçu" },
      attachments: { title: "Pièces jointes", description: "Noms des pièces jointes" },
      inlineAttachments: { title: "Images dans le texte", description: "Noms des images dans le texte" },
    },
    bodyOfOne: { ...body, description: "Par défaut, le texte, si les autorisations l'incluent" },
    remotePictures: {
      title: "Images externes",
      description: "Garder les adresses des images dans le HTML. En charger une révèle à l'expéditeur que le message a été ouvert",
    },
    mark: {
      read: { title: "Lu" },
      flag: { title: "Indicateur", values: { flagged: "Avec indicateur", complete: "Terminé", none: "Aucun" } },
      flagDue: { title: "Échéance", description: "Échéance de l'indicateur ; seulement avec flag: flagged" },
      categories: { title: "Catégories", description: "Remplace toutes les catégories ; une liste vide les retire" },
    },
    move: { folder: { title: "Dossier", description: folder } },
    remove: { permanently: { title: "Définitivement", description: "Les supprimer aussi d'Éléments supprimés" } },
    save: {
      folder: { title: "Dossier", description: "Dossier dans un de ceux de files.write ; vide : celui-ci" },
      names: { title: "Noms des pièces jointes", description: "Enregistrer seulement les pièces jointes qui portent ces noms" },
      inlineAttachments: { title: "Images dans le texte", description: "Enregistrer aussi les images dans le texte" },
    },
    nextPage: { title: "Page suivante", description: "`cursor` de la page précédente" },
    attachmentName: { title: "Nom de la pièce jointe" },
  },
};
