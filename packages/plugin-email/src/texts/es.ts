import type { EmailWords } from "./email-words.ts";

const importance = { title: "Importancia", values: { low: "Baja", normal: "Normal", high: "Alta" } };
const body = { title: "Cuerpo", values: { none: "Ninguno", text: "Texto", html: "HTML" } };
const folder = "Nombre como inbox o archive, ruta de nombres de carpetas (Bandeja de entrada/Facturas/2026) o identificador";
const address = "Una o varias direcciones: ada@example.com o Ada Reed <ada@example.com>";

export const esWords: EmailWords = {
  title: "Correo de Outlook",
  folder: { title: "Correo", unit: "no leídos" },
  services: {
    send: { title: "Enviar un mensaje", summary: "Enviar un correo; sin destinatario, al propio buzón." },
    reply: { title: "Responder al remitente", summary: "Responder al remitente de un correo." },
    "reply-all": { title: "Responder a todos", summary: "Responder al remitente y a todos los destinatarios de un correo." },
    forward: { title: "Reenviar un mensaje", summary: "Reenviar un correo a otras personas." },
    "create-draft": { title: "Crear un borrador", summary: "Crear el borrador de un correo sin enviarlo." },
    "list-messages": {
      title: "Mostrar mensajes",
      summary: "Mostrar los correos de una carpeta que cumplen unos filtros o una búsqueda.",
    },
    "get-message": { title: "Leer un mensaje", summary: "Leer un correo con su texto." },
    mark: {
      title: "Marcar mensajes",
      summary: "Marcar correos como leídos o no leídos, ponerles una marca o cambiar sus categorías.",
    },
    move: { title: "Mover mensajes", summary: "Mover correos a otra carpeta." },
    remove: { title: "Eliminar mensajes", summary: "Mover correos a Elementos eliminados o eliminarlos definitivamente." },
    "save-attachments": { title: "Guardar datos adjuntos", summary: "Guardar los datos adjuntos de un correo como archivos." },
  },
  events: { "message-received": "Correo recibido", "message-sent": "Correo enviado" },
  scopes: {
    "Mail.ReadBasic": "Contar y enumerar tus mensajes, sin su contenido",
    "Mail.Read": "Mostrar tus mensajes y buscar en ellos",
    "Mail.ReadWrite": "Marcar, mover y eliminar mensajes, crear borradores y adjuntar archivos grandes por ti",
    "Mail.Send": "Enviar correo en tu nombre",
    "Mail.Send.Shared": "Enviar correo desde los buzones de sendFrom",
  },
  fields: {
    id: { title: "Mensaje", description: "Identificador del mensaje" },
    ids: { title: "Mensajes", description: "Identificador de un mensaje o una lista de ellos" },
    content: {
      text: { title: "Texto", description: "El mensaje como texto; se conservan los saltos de línea" },
      attachments: { title: "Datos adjuntos" },
      html: { title: "HTML", description: "El mensaje como HTML, en lugar de texto" },
      pictures: {
        title: "Imágenes",
        description: 'Imágenes en el mensaje: donde el HTML tiene <img src="cid:picture-1">; si no, debajo',
      },
      zip: {
        title: "Comprimir los datos adjuntos",
        description: "Reunir los datos adjuntos en un archivo comprimido: su nombre, o true para attachments.zip",
      },
    },
    recipients: {
      to: { title: "Para", description: address },
      cc: { title: "CC", description: "Direcciones en CC" },
      bcc: { title: "CCO", description: "Direcciones en CCO" },
    },
    newMessage: {
      to: { title: "Para", description: `${address}. Por defecto, el propio buzón, si CC y CCO también están vacíos` },
      subject: { title: "Asunto" },
      replyTo: { title: "Responder a", description: "Direcciones a las que van las respuestas" },
      from: { title: "De", description: "Otro buzón como remitente; consulta sendFrom en la configuración" },
      importance,
    },
    filters: {
      folder: { title: "Carpeta", description: folder },
      search: { title: "Búsqueda", description: 'Búsqueda con la sintaxis de Outlook: from:ada subject:informe OR "palabras exactas"' },
      from: {
        title: "De",
        description: "Dirección, @dominio o parte del nombre del remitente; con una lista, basta una coincidencia",
      },
      subjectContains: { title: "El asunto contiene", description: "Texto en el asunto" },
      unread: { title: "No leídos", description: "true: solo mensajes no leídos; false: solo leídos" },
      newerThan: { title: "Más recientes que", description: "Una antigüedad como 30m, 24h, 7d o 2w, o una fecha" },
      maxItems: { title: "Número máximo" },
      bodyContains: { title: "El cuerpo contiene", description: "Texto en el cuerpo" },
      to: { title: "Para", description: "Dirección, @dominio o parte del nombre de alguien en Para o CC" },
      subjectIs: { title: "Asunto exacto", description: "El asunto completo" },
      hasAttachments: { title: "Con datos adjuntos", description: "Las imágenes del texto no cuentan" },
      importance,
      flagged: { title: "Con marca", description: "Con marca y sin completar" },
      category: { title: "Categoría", description: "Nombre de una categoría" },
    },
    contents: {
      body,
      preview: { title: "Vista previa" },
      attachments: { title: "Datos adjuntos", description: "Nombres de los datos adjuntos" },
      inlineAttachments: { title: "Imágenes del texto", description: "Nombres de las imágenes del texto" },
    },
    bodyOfOne: { ...body, description: "Por defecto, texto, si los permisos lo incluyen" },
    mark: {
      read: { title: "Leído" },
      flag: { title: "Marca", values: { flagged: "Con marca", complete: "Completada", none: "Ninguna" } },
      flagDue: { title: "Fecha de vencimiento", description: "Fecha de vencimiento de la marca; solo con flag: flagged" },
      categories: { title: "Categorías", description: "Sustituye todas las categorías; una lista vacía las quita" },
    },
    move: { folder: { title: "Carpeta", description: folder } },
    remove: { permanently: { title: "Definitivamente", description: "Eliminarlos también de Elementos eliminados" } },
    save: {
      folder: { title: "Carpeta", description: "Carpeta dentro de una de files.write; vacío: esa misma" },
      names: { title: "Nombres de los datos adjuntos", description: "Guardar solo los datos adjuntos con estos nombres" },
      inlineAttachments: { title: "Imágenes del texto", description: "Guardar también las imágenes del texto" },
    },
  },
};
