import { settingTexts } from "@casement/core";

/** English is in the schema. */
export const statusSettingTexts = settingTexts({
  de: {
    own: { title: "Eigener Status", description: "Ihren eigenen Status zeigen" },
    people: {
      title: "Personen",
      description: "Andere Personen, deren Status gezeigt wird. Braucht Presence.Read.All und User.ReadBasic.All",
      fields: {
        user: { title: "Person", description: "Prinzipalname, E-Mail-Adresse oder Objekt-ID" },
        name: { title: "Name", description: "Titel des Sensors" },
      },
    },
    readForOthers: {
      title: "Für andere lesen",
      description: "Den Status aller Konten Ihrer Organisation mit diesem Konto lesen, in einer Anfrage. Braucht Presence.Read.All",
    },
  },
  es: {
    own: { title: "Estado propio", description: "Mostrar su propio estado" },
    people: {
      title: "Personas",
      description: "Otras personas cuyo estado se muestra. Requiere Presence.Read.All y User.ReadBasic.All",
      fields: {
        user: { title: "Persona", description: "Nombre principal, dirección de correo o identificador de objeto" },
        name: { title: "Nombre", description: "Título del sensor" },
      },
    },
    readForOthers: {
      title: "Leer para los demás",
      description:
        "Leer el estado de todas las cuentas de su organización con esta cuenta, en una sola solicitud. Requiere Presence.Read.All",
    },
  },
  fr: {
    own: { title: "Statut personnel", description: "Montrer votre propre statut" },
    people: {
      title: "Personnes",
      description: "Autres personnes dont le statut est montré. Nécessite Presence.Read.All et User.ReadBasic.All",
      fields: {
        user: { title: "Personne", description: "Nom principal, adresse e-mail ou identifiant d’objet" },
        name: { title: "Nom", description: "Titre du capteur" },
      },
    },
    readForOthers: {
      title: "Lire pour les autres",
      description:
        "Lire le statut de tous les comptes de votre organisation avec ce compte, en une seule requête. Nécessite Presence.Read.All",
    },
  },
  nl: {
    own: { title: "Eigen status", description: "Uw eigen status tonen" },
    people: {
      title: "Personen",
      description: "Andere personen van wie de status wordt getoond. Vereist Presence.Read.All en User.ReadBasic.All",
      fields: {
        user: { title: "Persoon", description: "Principal-naam, e-mailadres of object-ID" },
        name: { title: "Naam", description: "Titel van de sensor" },
      },
    },
    readForOthers: {
      title: "Voor anderen lezen",
      description: "De status van alle accounts van uw organisatie met dit account lezen, in één verzoek. Vereist Presence.Read.All",
    },
  },
});
