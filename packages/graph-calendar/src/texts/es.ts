import type { SharedWords } from "./shared-texts.ts";

const attendeeTypes = { required: "Obligatorios", optional: "Opcionales", resource: "Salas y equipos" };

export const esWords = {
  events: {
    "event-created": "Evento creado",
    "event-modified": "Evento modificado",
    "event-removed": "Evento eliminado",
    "event-responded": "Invitación respondida",
    "event-started": "Evento iniciado",
    "event-ended": "Evento terminado",
  },
  states: { on: "Evento en curso", off: "Sin eventos" },
  fields: {
    id: { title: "Evento", description: "Identificador del evento" },
    series: { title: "Toda la serie", description: "Se aplica a toda la serie cuando el evento es una repetición" },
    occurrence: {
      title: "Día en la serie",
      description: "Con el identificador de una serie: el día de la repetición a la que se refiere, en la zona horaria de la serie",
    },
    subject: { title: "Asunto" },
    start: { title: "Inicio", description: "Con una fecha, el evento dura todo el día" },
    end: { title: "Fin", description: "En un evento de todo el día, el día siguiente al último" },
    allDay: { title: "Todo el día" },
    location: { title: "Ubicación" },
    body: { title: "Descripción", description: "Texto con saltos de línea, o HTML con el formato HTML" },
    attendees: { title: "Asistentes", description: "Personas a las que se invita", values: attendeeTypes },
    recurrence: { title: "Repetición", description: "RRULE según RFC 5545, por ejemplo FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10" },
    reminder: { title: "Aviso", unit: "minutos antes", description: "Minutos antes del inicio; null: sin aviso" },
    onlineMeeting: { title: "Reunión de Teams", description: "Añade una reunión de Teams, que después no se puede quitar" },
    showAs: {
      title: "Mostrar como",
      values: {
        free: "Disponible",
        tentative: "Provisional",
        busy: "No disponible",
        oof: "Fuera de la oficina",
        workingElsewhere: "Trabajando en otro lugar",
        unknown: "Desconocido",
      },
    },
    categories: { title: "Categorías" },
    sensitivity: {
      title: "Confidencialidad",
      values: { normal: "Normal", personal: "Personal", private: "Privado", confidential: "Confidencial" },
    },
    importance: { title: "Importancia", values: { low: "Baja", normal: "Normal", high: "Alta" } },
    bodyType: { title: "Formato", values: { text: "Texto", html: "HTML" } },
    timeZone: { title: "Zona horaria", description: "Zona de las horas sin desfase. Por defecto, la de la cuenta" },
    transactionId: {
      title: "Identificador de la solicitud",
      description: "Tu propio identificador de la solicitud. Si se repite, no se crea un segundo evento",
    },
    uid: {
      title: "UID",
      description: "UID de iCalendar que otro programa dio al evento. Si el buzón ya tiene una reunión con él, no se crea nada",
    },
  },
  modifyFields: {
    start: { title: "Inicio", description: "Sin fin, el evento conserva su duración" },
    attendees: { title: "Asistentes", description: "Todos los asistentes: la lista sustituye a la actual", values: attendeeTypes },
    recurrence: { title: "Repetición", description: "RRULE según RFC 5545; null convierte la serie en un solo evento" },
  },
  listFields: {
    start: { title: "Desde", description: "Por defecto, ahora" },
    end: { title: "Hasta", description: "Por defecto, siete días después del inicio" },
    search: { title: "Buscar", description: "Solo los eventos cuyo asunto contiene este texto" },
    maxItems: { title: "Máximo", description: "Número máximo de eventos" },
    rules: { title: "Reglas de repetición", description: "Añade la RRULE de cada serie" },
    fields: { title: "Campos", description: "Propiedades además de id. Por defecto, todas menos webLink y joinUrl" },
    cursor: { title: "Página siguiente", description: "El `cursor` de la página anterior, con el mismo período" },
  },
} as const satisfies SharedWords;
