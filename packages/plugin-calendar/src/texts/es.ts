import { fieldTexts, sharedTexts, sharedWords } from "@casement/graph-calendar";

const { id, series, occurrence, timeZone } = sharedWords.es.fields;
const attachments = {
  title: "Archivos adjuntos",
  description: "Archivos de 150 MB como máximo cada uno. Un archivo sustituye a otro con el mismo nombre",
};

export const esTexts = {
  ...sharedTexts(sharedWords.es),
  title: "Calendarios de Outlook",
  "sensors.calendar.title": "Calendario",
  "scopes.Calendars.ReadBasic.why": "Mostrar tus calendarios y eventos, sin el texto que contienen",
  "scopes.Calendars.Read.why": "Mostrar tus calendarios y eventos",
  "scopes.Calendars.ReadWrite.why": "Crear, modificar, responder y eliminar eventos por ti",
  "services.create-event.title": "Crear un evento",
  "services.create-event.summary": "Crear un evento o una serie e invitar a los asistentes.",
  "services.modify-event.title": "Modificar un evento",
  "services.modify-event.summary": "Modificar los campos indicados de un evento o de toda una serie.",
  "services.remove-event.title": "Eliminar un evento",
  "services.remove-event.summary": "Eliminar un evento o toda una serie.",

  ...fieldTexts("create-event", { attachments }),
  ...fieldTexts("modify-event", { attachments }),
  "services.list-attachments.title": "Mostrar los archivos adjuntos",
  "services.list-attachments.summary": "Mostrar los archivos adjuntos a un evento.",
  ...fieldTexts("list-attachments", { id, series, occurrence }),

  "services.list-events.title": "Mostrar eventos",
  "services.list-events.summary": "Mostrar los eventos de todos los calendarios, o de uno, en cualquier período.",

  "services.cancel-event.title": "Cancelar una reunión",
  "services.cancel-event.summary": "Cancelar una reunión que organizas y avisar a los asistentes.",
  ...fieldTexts("cancel-event", { id, series, occurrence, comment: { title: "Mensaje", description: "Se envía a los asistentes" } }),

  "services.respond-to-event.title": "Responder a una invitación",
  "services.respond-to-event.summary": "Aceptar o rechazar una invitación, o todas las de un período.",
  ...fieldTexts("respond-to-event", {
    id,
    series,
    occurrence,
    response: { title: "Respuesta", values: { accept: "Aceptar", tentative: "Provisional", decline: "Rechazar" } },
    comment: { title: "Mensaje", description: "Se envía al organizador" },
    sendResponse: { title: "Enviar una respuesta", description: "false: no se avisa al organizador" },
    proposedNewTime: { title: "Proponer otra hora", description: "Solo al rechazar o responder de forma provisional" },
    timeZone,
    where: { title: "Todas las invitaciones", description: "En lugar de id: todas las invitaciones de este período, 100 como máximo" },
  }),

  "services.forward-event.title": "Reenviar un evento",
  "services.forward-event.summary": "Reenviar un evento a otras personas.",
  ...fieldTexts("forward-event", {
    id,
    series,
    occurrence,
    to: { title: "Para", description: "Direcciones de correo electrónico" },
    comment: { title: "Mensaje" },
  }),

  "services.get-schedule.title": "Consultar la disponibilidad",
  "services.get-schedule.summary": "Mostrar cuándo están libres u ocupadas personas, salas o equipos.",
  ...fieldTexts("get-schedule", {
    emails: { title: "Personas", description: "Direcciones de correo de personas, salas o equipos" },
    start: { title: "Desde" },
    end: { title: "Hasta" },
    interval: { title: "Intervalo", unit: "minutos", description: "Minutos por cada dígito de availabilityView" },
    timeZone,
  }),

  "services.find-times.title": "Buscar horas para una reunión",
  "services.find-times.summary": "Buscar horas en que tú y otras personas estáis libres y trabajando.",
  ...fieldTexts("find-times", {
    emails: { title: "Personas", description: "Direcciones de correo de los demás, también de salas" },
    minutes: { title: "Minutos", description: "Duración de la reunión" },
    start: { title: "Desde", description: "Por defecto, ahora" },
    end: { title: "Hasta", description: "Por defecto, siete días después del inicio" },
    workingHours: { title: "Horario laboral", description: "Solo dentro del horario laboral de todos" },
    tentative: { title: "Provisional", description: "También horas con un evento provisional" },
    maxItems: { title: "Máximo" },
    timeZone,
  }),
};
