import type { TranslatedTexts } from "@casement/core";

/** Texts in Home Assistant that belong to no plugin. The English text is the key. */
export type SurfaceText =
  | "Sign-in required"
  | "Problem"
  | "Refresh"
  | "Look for new sensors"
  | "Personal account"
  | "Work or school account";

export const surfaceTexts: TranslatedTexts & Readonly<Record<string, Readonly<Record<SurfaceText, string>>>> = {
  de: {
    "Sign-in required": "Anmeldung nötig",
    Problem: "Problem",
    Refresh: "Aktualisieren",
    "Look for new sensors": "Nach neuen Sensoren suchen",
    "Personal account": "Persönliches Konto",
    "Work or school account": "Geschäfts-, Schul- oder Unikonto",
  },
  es: {
    "Sign-in required": "Inicio de sesión necesario",
    Problem: "Problema",
    Refresh: "Actualizar",
    "Look for new sensors": "Buscar sensores nuevos",
    "Personal account": "Cuenta personal",
    "Work or school account": "Cuenta profesional o educativa",
  },
  fr: {
    "Sign-in required": "Connexion nécessaire",
    Problem: "Problème",
    Refresh: "Actualiser",
    "Look for new sensors": "Rechercher de nouveaux capteurs",
    "Personal account": "Compte personnel",
    "Work or school account": "Compte professionnel ou scolaire",
  },
  nl: {
    "Sign-in required": "Aanmelden nodig",
    Problem: "Probleem",
    Refresh: "Vernieuwen",
    "Look for new sensors": "Zoeken naar nieuwe sensoren",
    "Personal account": "Persoonlijk account",
    "Work or school account": "Werk- of schoolaccount",
  },
};
