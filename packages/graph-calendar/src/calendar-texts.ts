/** The events of calendars in other languages, by the paths of a plugin's `texts`. */
export const eventTexts = {
  de: {
    "events.event-created.title": "Termin angelegt",
    "events.event-modified.title": "Termin geändert",
    "events.event-removed.title": "Termin entfernt",
    "events.event-responded.title": "Einladung beantwortet",
    "events.event-started.title": "Termin begonnen",
    "events.event-ended.title": "Termin beendet",
  },
  es: {
    "events.event-created.title": "Evento creado",
    "events.event-modified.title": "Evento modificado",
    "events.event-removed.title": "Evento eliminado",
    "events.event-responded.title": "Invitación respondida",
    "events.event-started.title": "Evento iniciado",
    "events.event-ended.title": "Evento terminado",
  },
  fr: {
    "events.event-created.title": "Événement créé",
    "events.event-modified.title": "Événement modifié",
    "events.event-removed.title": "Événement supprimé",
    "events.event-responded.title": "Réponse à une invitation",
    "events.event-started.title": "Événement commencé",
    "events.event-ended.title": "Événement terminé",
  },
  nl: {
    "events.event-created.title": "Gebeurtenis gemaakt",
    "events.event-modified.title": "Gebeurtenis gewijzigd",
    "events.event-removed.title": "Gebeurtenis verwijderd",
    "events.event-responded.title": "Uitnodiging beantwoord",
    "events.event-started.title": "Gebeurtenis begonnen",
    "events.event-ended.title": "Gebeurtenis afgelopen",
  },
} as const;

/** On and off of a sensor of the kind `calendar`: whether an event is running. */
export const runningTexts = {
  de: { "sensors.calendar.states.on": "Termin läuft", "sensors.calendar.states.off": "Kein Termin" },
  es: { "sensors.calendar.states.on": "Evento en curso", "sensors.calendar.states.off": "Sin eventos" },
  fr: { "sensors.calendar.states.on": "Événement en cours", "sensors.calendar.states.off": "Aucun événement" },
  nl: { "sensors.calendar.states.on": "Gebeurtenis bezig", "sensors.calendar.states.off": "Geen gebeurtenis" },
} as const;
