import type { RefusalTexts } from "../refusal-texts.ts";

const again = "Reconnectez-vous.";
const ask = "Demandez à l’administrateur de votre organisation.";
const fixed = `Casement ne peut rien y changer. ${ask}`;
const approve = `${ask} D’ici là, connectez-vous avec les autorisations que vous pouvez approuver vous-même.`;
const disk =
  "Libérez de l’espace ou réparez le système de fichiers. D’ici là, n’arrêtez pas le hub : il travaille en mémoire et enregistre dès qu’il le peut.";
const wait = "Casement continue d’essayer. Si cela dure, consultez le journal du hub.";
const clock = "Réglez-la par le réseau (sous Linux : timedatectl set-ntp true).";
const newSecret =
  "Créez-en un dans l’inscription d’application sous « Certificats et secrets », et indiquez-le dans clientSecret et clientSecretExpires.";
const newCertificate =
  "Chargez-en un nouveau dans l’inscription d’application sous « Certificats et secrets », et indiquez-le dans clientCertificate.";

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
    [
      "graph-refused",
      "Microsoft Graph refuse le compte, bien que le service de connexion de Microsoft émette de nouveaux jetons.",
      "Reconnectez-vous. Si cela ne suffit pas, demandez à l’administrateur de votre organisation si une stratégie bloque le compte ou l’application.",
    ],
    ["data-folder/full", "Impossible d’écrire dans le dossier de données : le disque est plein.", disk],
    ["data-folder/locked", "Un autre hub a pris le dossier de données.", "Arrêtez l’un des deux hubs."],
    ["data-folder", "Impossible d’écrire dans le dossier de données. ({detail})", disk],
    [
      "plugin-error/failed",
      "{plugin} : {error}",
      "Corrigez la configuration du plugin ou signalez l’erreur à son auteur, puis redémarrez le hub.",
    ],
    ["plugin-error", "{plugin} : {error}", wait],
    [
      "clock-wrong/ahead",
      "L’horloge de cet ordinateur avance de {difference}. Les événements commencent et finissent à de mauvaises heures, et des connexions peuvent échouer.",
      clock,
    ],
    [
      "clock-wrong/behind",
      "L’horloge de cet ordinateur retarde de {difference}. Les événements commencent et finissent à de mauvaises heures, et des connexions peuvent échouer.",
      clock,
    ],
    ["stale/refused", "Pas à jour : {count} capteurs sur {all}. {cause}", "D’ici là, ils gardent leurs dernières valeurs."],
    ["stale", "Pas à jour : {count} capteurs sur {all}. {cause}", wait],
    [
      "not-running/tried-soon",
      "Des workers se sont arrêtés brutalement après avoir ouvert ce compte. Les valeurs restent telles qu’elles étaient.",
      "Il sera bientôt ouvert seul ou avec peu d’autres. Pour réessayer maintenant : casement accounts retry …",
    ],
    [
      "not-running",
      "Aucun worker du cluster ne gère ce compte pour le moment. Les valeurs restent telles qu’elles étaient.",
      "Un autre worker le reprendra. Si cela dure, démarrez-en un de plus.",
    ],
    [
      "worker-crashed",
      "Le worker qui ouvrait ce compte s’est arrêté brutalement à chaque fois. Il est fermé pour que les autres comptes continuent de fonctionner, et sera réessayé : {retryAt}.",
      "Signalez-le avec le journal du worker. Pour réessayer maintenant : casement accounts retry …",
    ],
    ["secret-expires", "Le secret client expire le {expires}.", newSecret],
    ["secret-expired", "Le secret client a expiré le {expires}.", newSecret],
    ["certificate-expires", "Le certificat client expire le {expires}.", newCertificate],
    ["certificate-expired", "Le certificat client a expiré le {expires}.", newCertificate],
    [
      "receiver-failed",
      "Pour l’instant, aucune notification de Microsoft n’arrive. Les changements apparaissent à la prochaine lecture. ({detail})",
    ],
    [
      "subscription-failed",
      "Pour l’instant, Microsoft ne signale pas les changements de {sensors}. Ils apparaissent à la prochaine lecture. ({detail})",
    ],
    [
      "same-user",
      "La même personne est connectée dans : {accounts}. Tout ce qui lui appartient apparaît plusieurs fois.",
      "Connectez-vous comme une autre personne, ou supprimez l’un des comptes.",
    ],
  ],
};
