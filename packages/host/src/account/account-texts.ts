import type { TranslatedTexts } from "@casement/core";

/** Translations of the host's own title, service, events and permissions, with the same keys as a plugin's texts. */
export const accountTexts: TranslatedTexts = {
  de: {
    title: "Konto",
    "services.rescan.title": "Nach neuen und verschwundenen Sensoren suchen",
    "events.signed-in.title": "Angemeldet",
    "events.signed-out.title": "Abgemeldet",
    "events.sign-in-required.title": "Neue Anmeldung nötig",
    "events.permissions-changed.title": "Berechtigungen geändert",
    "events.secret-expiring.title": "Clientgeheimnis läuft ab",
    "scopes.User.Read.why": "Dich anmelden und wissen, wer du bist",
    "scopes.offline_access.why": "Angemeldet bleiben",
  },
  es: {
    title: "Cuenta",
    "services.rescan.title": "Buscar sensores nuevos y desaparecidos",
    "events.signed-in.title": "Sesión iniciada",
    "events.signed-out.title": "Sesión cerrada",
    "events.sign-in-required.title": "Hay que volver a iniciar sesión",
    "events.permissions-changed.title": "Permisos modificados",
    "events.secret-expiring.title": "El secreto de cliente va a caducar",
    "scopes.User.Read.why": "Iniciar tu sesión y saber quién eres",
    "scopes.offline_access.why": "Mantener la sesión iniciada",
  },
  fr: {
    title: "Compte",
    "services.rescan.title": "Rechercher les capteurs nouveaux et disparus",
    "events.signed-in.title": "Connecté",
    "events.signed-out.title": "Déconnecté",
    "events.sign-in-required.title": "Nouvelle connexion nécessaire",
    "events.permissions-changed.title": "Autorisations modifiées",
    "events.secret-expiring.title": "Le secret client va expirer",
    "scopes.User.Read.why": "Vous connecter et savoir qui vous êtes",
    "scopes.offline_access.why": "Rester connecté",
  },
  nl: {
    title: "Account",
    "services.rescan.title": "Zoeken naar nieuwe en verdwenen sensoren",
    "events.signed-in.title": "Aangemeld",
    "events.signed-out.title": "Afgemeld",
    "events.sign-in-required.title": "Opnieuw aanmelden nodig",
    "events.permissions-changed.title": "Machtigingen gewijzigd",
    "events.secret-expiring.title": "Clientgeheim verloopt binnenkort",
    "scopes.User.Read.why": "Je aanmelden en weten wie je bent",
    "scopes.offline_access.why": "Aangemeld blijven",
  },
};
