import { settingTexts } from "@casement/core";
import { calendarFilterTexts } from "@casement/graph-calendar";

/** English is in the schema. */
export const calendarSettingTexts = settingTexts({
  de: {
    basic: { title: "Ohne Inhalte", description: "Nur Calendars.ReadBasic anfordern, ohne die Texte der Termine" },
    track: {
      title: "Kalender als Sensoren",
      description: "Welche gefundenen Kalender Sensoren werden: alle, keine oder diese Namen und IDs",
      values: { all: "Alle", none: "Keine" },
    },
    calendars: {
      title: "Einzelne Kalender",
      description: "Was hier steht, geht den Filtern für alle vor",
      fields: {
        calendar: { title: "Kalender", description: "Name oder ID des Kalenders" },
        name: { title: "Name", description: "Titel des Sensors. Mehrere Einträge können dasselbe zeigen" },
        track: { title: "Als Sensor zeigen", description: "Nein: dafür gibt es keinen Sensor" },
        ...calendarFilterTexts.de,
      },
    },
    ...calendarFilterTexts.de,
  },
  es: {
    basic: { title: "Sin contenidos", description: "Solicitar solo Calendars.ReadBasic, sin los textos de los eventos" },
    track: {
      title: "Calendarios como sensores",
      description: "Qué calendarios encontrados se convierten en sensores: todos, ninguno o estos nombres e identificadores",
      values: { all: "Todos", none: "Ninguno" },
    },
    calendars: {
      title: "Calendarios concretos",
      description: "Lo que se indica aquí prevalece sobre los filtros para todos",
      fields: {
        calendar: { title: "Calendario", description: "Nombre o identificador del calendario" },
        name: { title: "Nombre", description: "Título del sensor. Varias entradas pueden mostrar lo mismo" },
        track: { title: "Mostrar como sensor", description: "No: no hay sensor para esto" },
        ...calendarFilterTexts.es,
      },
    },
    ...calendarFilterTexts.es,
  },
  fr: {
    basic: { title: "Sans contenu", description: "Ne demander que Calendars.ReadBasic, sans les textes des événements" },
    track: {
      title: "Calendriers comme capteurs",
      description: "Quels calendriers trouvés deviennent des capteurs : tous, aucun, ou ces noms et identifiants",
      values: { all: "Tous", none: "Aucun" },
    },
    calendars: {
      title: "Calendriers particuliers",
      description: "Ce qui figure ici l’emporte sur les filtres pour tous",
      fields: {
        calendar: { title: "Calendrier", description: "Nom ou identifiant du calendrier" },
        name: { title: "Nom", description: "Titre du capteur. Plusieurs entrées peuvent montrer la même chose" },
        track: { title: "Montrer comme capteur", description: "Non : pas de capteur pour cela" },
        ...calendarFilterTexts.fr,
      },
    },
    ...calendarFilterTexts.fr,
  },
  nl: {
    basic: { title: "Zonder inhoud", description: "Alleen Calendars.ReadBasic vragen, zonder de teksten van afspraken" },
    track: {
      title: "Agenda's als sensoren",
      description: "Welke gevonden agenda's sensoren worden: alle, geen, of deze namen en ID's",
      values: { all: "Alle", none: "Geen" },
    },
    calendars: {
      title: "Afzonderlijke agenda's",
      description: "Wat hier staat gaat voor de filters voor alle",
      fields: {
        calendar: { title: "Agenda", description: "Naam of ID van de agenda" },
        name: { title: "Naam", description: "Titel van de sensor. Verschillende items kunnen hetzelfde tonen" },
        track: { title: "Als sensor tonen", description: "Nee: hiervoor is er geen sensor" },
        ...calendarFilterTexts.nl,
      },
    },
    ...calendarFilterTexts.nl,
  },
});
