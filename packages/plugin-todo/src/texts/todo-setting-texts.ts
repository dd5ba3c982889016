import { type SettingTexts, settingTexts } from "@casement/core";

/** Of the settings that lists have too. */
const filters = {
  de: {
    showCompleted: { title: "Erledigte zeigen", description: "Auch erledigte Aufgaben auflisten, nach den offenen" },
    dueStartOffset: {
      title: "Fällig ab",
      description: "Nur Aufgaben, die ab dem Tag fällig sind, der so viele Stunden von jetzt entfernt ist; kann negativ sein",
    },
    dueEndOffset: {
      title: "Fällig bis",
      description: "Nur Aufgaben, die bis zu dem Tag fällig sind, der so viele Stunden von jetzt entfernt ist; kann negativ sein",
    },
    sort: {
      title: "Reihenfolge",
      description: "Standard: Fälligkeit",
      values: { due: "Fälligkeit", created: "Erstellung", importance: "Wichtigkeit", title: "Titel" },
    },
    maxItems: { title: "Höchstzahl", description: "Höchstzahl der Aufgaben in der Liste. Standard: 100" },
    details: { title: "Einzelheiten", description: "Auch Schritte und Verknüpfungen lesen: eine Anfrage mehr für jede geänderte Aufgabe" },
  },
  es: {
    showCompleted: { title: "Mostrar completadas", description: "También las tareas completadas, después de las pendientes" },
    dueStartOffset: {
      title: "Vencen desde",
      description: "Solo tareas que vencen a partir del día a tantas horas de ahora; puede ser negativo",
    },
    dueEndOffset: { title: "Vencen hasta", description: "Solo tareas que vencen hasta el día a tantas horas de ahora; puede ser negativo" },
    sort: {
      title: "Orden",
      description: "Por defecto: vencimiento",
      values: { due: "Vencimiento", created: "Creación", importance: "Importancia", title: "Título" },
    },
    maxItems: { title: "Número máximo", description: "Número máximo de tareas en la lista. Por defecto: 100" },
    details: { title: "Detalles", description: "Leer también pasos y vínculos: una solicitud más por cada tarea cambiada" },
  },
  fr: {
    showCompleted: { title: "Montrer les tâches terminées", description: "Aussi les tâches terminées, après les autres" },
    dueStartOffset: {
      title: "Échéance à partir de",
      description: "Seulement les tâches dues à partir du jour situé à ce nombre d’heures ; peut être négatif",
    },
    dueEndOffset: {
      title: "Échéance jusqu’à",
      description: "Seulement les tâches dues jusqu’au jour situé à ce nombre d’heures ; peut être négatif",
    },
    sort: {
      title: "Ordre",
      description: "Par défaut : échéance",
      values: { due: "Échéance", created: "Création", importance: "Importance", title: "Titre" },
    },
    maxItems: { title: "Nombre maximal", description: "Nombre maximal de tâches dans la liste. Par défaut : 100" },
    details: { title: "Détails", description: "Lire aussi les étapes et les liens : une demande de plus par tâche modifiée" },
  },
  nl: {
    showCompleted: { title: "Voltooide tonen", description: "Ook voltooide taken, na de open taken" },
    dueStartOffset: {
      title: "Vervalt vanaf",
      description: "Alleen taken die vervallen vanaf de dag die zoveel uren van nu ligt; mag negatief zijn",
    },
    dueEndOffset: {
      title: "Vervalt tot",
      description: "Alleen taken die vervallen tot de dag die zoveel uren van nu ligt; mag negatief zijn",
    },
    sort: {
      title: "Volgorde",
      description: "Standaard: vervaldatum",
      values: { due: "Vervaldatum", created: "Aanmaak", importance: "Urgentie", title: "Titel" },
    },
    maxItems: { title: "Maximumaantal", description: "Maximumaantal taken in de lijst. Standaard: 100" },
    details: { title: "Details", description: "Ook stappen en koppelingen lezen: één verzoek meer per gewijzigde taak" },
  },
} satisfies Readonly<Record<string, SettingTexts>>;

/** English is in the schema. */
export const todoSettingTexts = settingTexts({
  de: {
    track: {
      title: "Listen als Sensoren",
      description: "Welche gefundenen Listen Sensoren werden: alle, keine oder diese Namen und IDs",
      values: { all: "Alle", none: "Keine" },
    },
    lists: {
      title: "Einzelne Listen",
      description: "Was hier steht, geht den Einstellungen für alle vor",
      fields: {
        list: { title: "Liste", description: "Name oder ID der Liste" },
        name: { title: "Name", description: "Titel des Sensors. Mehrere Einträge können dasselbe zeigen" },
        track: { title: "Als Sensor zeigen", description: "Nein: dafür gibt es keinen Sensor" },
        ...filters.de,
      },
    },
    ...filters.de,
  },
  es: {
    track: {
      title: "Listas como sensores",
      description: "Qué listas encontradas se convierten en sensores: todas, ninguna o estos nombres e identificadores",
      values: { all: "Todas", none: "Ninguna" },
    },
    lists: {
      title: "Listas concretas",
      description: "Lo que se indica aquí prevalece sobre los ajustes para todas",
      fields: {
        list: { title: "Lista", description: "Nombre o identificador de la lista" },
        name: { title: "Nombre", description: "Título del sensor. Varias entradas pueden mostrar lo mismo" },
        track: { title: "Mostrar como sensor", description: "No: no hay sensor para esto" },
        ...filters.es,
      },
    },
    ...filters.es,
  },
  fr: {
    track: {
      title: "Listes comme capteurs",
      description: "Quelles listes trouvées deviennent des capteurs : toutes, aucune, ou ces noms et identifiants",
      values: { all: "Toutes", none: "Aucune" },
    },
    lists: {
      title: "Listes particulières",
      description: "Ce qui figure ici l’emporte sur les réglages pour toutes",
      fields: {
        list: { title: "Liste", description: "Nom ou identifiant de la liste" },
        name: { title: "Nom", description: "Titre du capteur. Plusieurs entrées peuvent montrer la même chose" },
        track: { title: "Montrer comme capteur", description: "Non : pas de capteur pour cela" },
        ...filters.fr,
      },
    },
    ...filters.fr,
  },
  nl: {
    track: {
      title: "Lijsten als sensoren",
      description: "Welke gevonden lijsten sensoren worden: alle, geen, of deze namen en ID's",
      values: { all: "Alle", none: "Geen" },
    },
    lists: {
      title: "Afzonderlijke lijsten",
      description: "Wat hier staat gaat voor de instellingen voor alle",
      fields: {
        list: { title: "Lijst", description: "Naam of ID van de lijst" },
        name: { title: "Naam", description: "Titel van de sensor. Verschillende items kunnen hetzelfde tonen" },
        track: { title: "Als sensor tonen", description: "Nee: hiervoor is er geen sensor" },
        ...filters.nl,
      },
    },
    ...filters.nl,
  },
});
