import { settingTexts } from "@casement/core";
import { calendarFilterTexts } from "@casement/graph-calendar";

/** English is in the schema. */
export const groupCalendarSettingTexts = settingTexts({
  de: {
    track: {
      title: "Gruppen als Sensoren",
      description: "Welche Ihrer Gruppen Sensoren werden: alle, keine oder diese Namen, Adressen und IDs",
      values: { all: "Alle", none: "Keine" },
    },
    calendars: {
      title: "Einzelne Gruppen",
      description: "Was hier steht, geht den Filtern für alle vor",
      fields: {
        group: { title: "Gruppe", description: "ID, E-Mail-Adresse oder Name der Gruppe" },
        name: { title: "Name", description: "Titel des Sensors. Mehrere Einträge können dasselbe zeigen" },
        track: { title: "Als Sensor zeigen", description: "Nein: dafür gibt es keinen Sensor" },
        ...calendarFilterTexts.de,
      },
    },
    ...calendarFilterTexts.de,
  },
  es: {
    track: {
      title: "Grupos como sensores",
      description: "Cuáles de sus grupos se convierten en sensores: todos, ninguno o estos nombres, direcciones e identificadores",
      values: { all: "Todos", none: "Ninguno" },
    },
    calendars: {
      title: "Grupos concretos",
      description: "Lo que se indica aquí prevalece sobre los filtros para todos",
      fields: {
        group: { title: "Grupo", description: "Identificador, dirección de correo o nombre del grupo" },
        name: { title: "Nombre", description: "Título del sensor. Varias entradas pueden mostrar lo mismo" },
        track: { title: "Mostrar como sensor", description: "No: no hay sensor para esto" },
        ...calendarFilterTexts.es,
      },
    },
    ...calendarFilterTexts.es,
  },
  fr: {
    track: {
      title: "Groupes comme capteurs",
      description: "Lesquels de vos groupes deviennent des capteurs : tous, aucun, ou ces noms, adresses et identifiants",
      values: { all: "Tous", none: "Aucun" },
    },
    calendars: {
      title: "Groupes particuliers",
      description: "Ce qui figure ici l’emporte sur les filtres pour tous",
      fields: {
        group: { title: "Groupe", description: "Identifiant, adresse e-mail ou nom du groupe" },
        name: { title: "Nom", description: "Titre du capteur. Plusieurs entrées peuvent montrer la même chose" },
        track: { title: "Montrer comme capteur", description: "Non : pas de capteur pour cela" },
        ...calendarFilterTexts.fr,
      },
    },
    ...calendarFilterTexts.fr,
  },
  nl: {
    track: {
      title: "Groepen als sensoren",
      description: "Welke van uw groepen sensoren worden: alle, geen, of deze namen, adressen en ID's",
      values: { all: "Alle", none: "Geen" },
    },
    calendars: {
      title: "Afzonderlijke groepen",
      description: "Wat hier staat gaat voor de filters voor alle",
      fields: {
        group: { title: "Groep", description: "ID, e-mailadres of naam van de groep" },
        name: { title: "Naam", description: "Titel van de sensor. Verschillende items kunnen hetzelfde tonen" },
        track: { title: "Als sensor tonen", description: "Nee: hiervoor is er geen sensor" },
        ...calendarFilterTexts.nl,
      },
    },
    ...calendarFilterTexts.nl,
  },
});
