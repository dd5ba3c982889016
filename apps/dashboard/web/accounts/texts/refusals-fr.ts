import type { RefusalTexts } from "../refusal-texts.ts";

const again = "Reconnectez-vous.";
const ask = "Demandez à l’administrateur de votre organisation.";
const fixed = `Casement ne peut rien y changer. ${ask}`;
const approve = `${ask} D’ici là, connectez-vous avec les autorisations que vous pouvez approuver vous-même.`;

export const fr: RefusalTexts = {
  waiting: "En attente d’approbation : {0}. Démarre ensuite automatiquement.",
  notGranted: "Microsoft n’a pas accordé {0}. Reconnectez-vous, ou demandez l’approbation d’un administrateur.",
  changesOff: "Modifications désactivées : le compte est connecté en lecture seule. Reconnectez-vous pour les autoriser.",
  refusals: [
    [
      "65001",
      "Une autorisation manque ou a été retirée.",
      "Reconnectez-vous et acceptez les autorisations. Si Microsoft ne le propose pas, un administrateur doit les approuver.",
    ],
    ["90094", "Seul un administrateur peut approuver l’une des autorisations.", approve],
    ["90095", "Seul un administrateur peut approuver l’une des autorisations. Vous pouvez demander l’approbation.", approve],
    [
      "65004",
      "Les autorisations ont été refusées.",
      "Recommencez la connexion et acceptez toutes les autorisations, ou demandez-en moins.",
    ],
    ["50074 50076 50078 50158", "Microsoft exige une authentification multifacteur.", again],
    [
      "50079",
      "Microsoft exige que vous configuriez l’authentification multifacteur.",
      "Reconnectez-vous et suivez les instructions de Microsoft.",
    ],
    ["53003", "Une stratégie d’accès conditionnel de l’organisation bloque cette connexion (lieu, appareil ou application).", fixed],
    ["53000 530003 530033", "L’organisation exige un appareil géré.", fixed],
    ["50105", "Le compte n’est pas affecté à cette application.", fixed],
    ["50132 50133 50173", "La connexion a été révoquée, ou le mot de passe a changé.", again],
    ["700082", "La connexion n’a pas servi pendant 90 jours et a expiré.", again],
    [
      "7000222",
      "Le secret client a expiré.",
      "Créez-en un sous « Certificats et secrets » et indiquez sa valeur dans clientSecret. En général, il n’est pas nécessaire de vous reconnecter.",
    ],
    [
      "7000215",
      "Le secret client est faux. Souvent, son ID a été copié à la place de sa valeur.",
      "Copiez la colonne « Valeur » sous « Certificats et secrets », ou créez un secret, et indiquez-le dans clientSecret.",
    ],
    [
      "700027",
      "Le certificat client n’est pas dans l’inscription d’application, ou il a expiré.",
      "Chargez-le dans l’inscription d’application sous « Certificats et secrets », ou indiquez dans clientCertificate celui qui s’y trouve.",
    ],
    [
      "700016",
      "Aucune application de cette organisation n’a cet ID client.",
      "Vérifiez clientId. Si l’application appartient à une autre organisation, accountType doit nommer celle-ci, ou l’application doit accepter les comptes de toutes les organisations.",
    ],
    [
      "50011",
      "L’URI de redirection manque dans l’inscription d’application, ou s’y trouve sous une autre plateforme.",
      "Dans l’inscription d’application, sous « Authentification », ajoutez exactement l’URI qu’affiche Casement.",
    ],
    [
      "7000218",
      "L’inscription d’application exige un secret client ou un certificat.",
      "Indiquez clientSecret ou clientCertificate. Pour les codes, autorisez les flux de clients publics dans l’inscription d’application.",
    ],
    [
      "50020",
      "Le compte appartient à une autre organisation, ou c’est un compte personnel que l’application n’accepte pas.",
      "Connectez-vous avec un compte qui correspond à accountType, ou corrigez accountType.",
    ],
    [
      "other-user",
      "Une autre personne s’est connectée. Les données enregistrées sont celles de la précédente.",
      "Connectez-vous comme celle-ci, ou déconnectez d’abord le compte pour continuer avec la nouvelle.",
    ],
    ["sign-in-expired", "La connexion n’a pas été terminée en 15 minutes.", "Recommencez la connexion."],
    ["signed-out", "Le compte n’est pas connecté.", "Connectez-le sous « Comptes »."],
    ["stopped", "La connexion a été annulée.", "Recommencez la connexion."],
    [
      "claims-challenge",
      "Microsoft Graph exige une nouvelle preuve d’identité, à cause d’une stratégie ou d’un événement de sécurité.",
      again,
    ],
  ],
};
