import type { TranslatedTexts } from "@casement/core";

/** Texts in Home Assistant that belong to no plugin. The English text is the key. */
export type SurfaceText =
  | "Sign-in required"
  | "Waiting for approval"
  | "Problem"
  | "Failed call"
  | "Events"
  | "Message"
  | "State"
  | "Setting"
  | "Refresh"
  | "Look for new sensors"
  | "Personal account"
  | "Work or school account";

export const surfaceTexts: TranslatedTexts & Readonly<Record<string, Readonly<Record<SurfaceText, string>>>> = {
  de: {
    "Sign-in required": "Anmeldung nötig",
    "Waiting for approval": "Wartet auf Genehmigung",
    Problem: "Problem",
    "Failed call": "Fehlgeschlagener Aufruf",
    Events: "Ereignisse",
    Message: "Nachricht",
    State: "Zustand",
    Setting: "Einstellung",
    Refresh: "Aktualisieren",
    "Look for new sensors": "Nach neuen Sensoren suchen",
    "Personal account": "Persönliches Konto",
    "Work or school account": "Geschäfts-, Schul- oder Unikonto",
  },
  es: {
    "Sign-in required": "Inicio de sesión necesario",
    "Waiting for approval": "Pendiente de aprobación",
    Problem: "Problema",
    "Failed call": "Llamada fallida",
    Events: "Eventos",
    Message: "Mensaje",
    State: "Estado",
    Setting: "Ajuste",
    Refresh: "Actualizar",
    "Look for new sensors": "Buscar sensores nuevos",
    "Personal account": "Cuenta personal",
    "Work or school account": "Cuenta profesional o educativa",
  },
  fr: {
    "Sign-in required": "Connexion nécessaire",
    "Waiting for approval": "En attente d’approbation",
    Problem: "Problème",
    "Failed call": "Échec d’un appel",
    Events: "Événements",
    Message: "Message",
    State: "État",
    Setting: "Réglage",
    Refresh: "Actualiser",
    "Look for new sensors": "Rechercher de nouveaux capteurs",
    "Personal account": "Compte personnel",
    "Work or school account": "Compte professionnel ou scolaire",
  },
  nl: {
    "Sign-in required": "Aanmelden nodig",
    "Waiting for approval": "Wacht op goedkeuring",
    Problem: "Probleem",
    "Failed call": "Mislukte aanroep",
    Events: "Gebeurtenissen",
    Message: "Bericht",
    State: "Toestand",
    Setting: "Instelling",
    Refresh: "Vernieuwen",
    "Look for new sensors": "Zoeken naar nieuwe sensoren",
    "Personal account": "Persoonlijk account",
    "Work or school account": "Werk- of schoolaccount",
  },
};
