import type { EmailWords } from "./email-words.ts";

const importance = { title: "Importancia", values: { low: "Baja", normal: "Normal", high: "Alta" } };
const body = { title: "Cuerpo", values: { none: "Ninguno", text: "Texto", html: "HTML" } };
const folder = "Nombre como inbox o archive, ruta de nombres de carpetas (Bandeja de entrada/Facturas/2026) o identificador";
const address = "Una o varias direcciones: ada@example.com o Ada Reed <ada@example.com>";

export const esWords: EmailWords = {
  title: "Correo de Outlook",
  folder: { title: "Correo", unit: "no leídos", unitOfOne: "no leído" },
  services: {
    send: { title: "Enviar un mensaje", summary: "Enviar un correo; sin destinatario, al propio buzón." },
    reply: { title: "Responder al remitente", summary: "Responder al remitente de un correo." },
    "reply-all": { title: "Responder a todos", summary: "Responder al remitente y a todos los destinatarios de un correo." },
    forward: { title: "Reenviar un mensaje", summary: "Reenviar un correo a otras personas." },
    "create-draft": { title: "Crear un borrador", summary: "Crear el borrador de un correo sin enviarlo." },
    "send-draft": { title: "Enviar un borrador", summary: "Enviar un borrador a sus destinatarios." },
    "list-messages": {
      title: "Mostrar mensajes",
      summary: "Mostrar los correos de una carpeta que cumplen unos filtros o una búsqueda.",
    },
    "get-message": { title: "Leer un mensaje", summary: "Leer un correo con su texto." },
    "list-folders": { title: "Mostrar carpetas", summary: "Mostrar las carpetas con su ruta y su número de mensajes." },
    "create-folder": { title: "Crear una carpeta", summary: "Crear una carpeta, y las superiores que no existan." },
    "find-people": { title: "Buscar personas", summary: "Buscar direcciones por nombre en los correos de las carpetas vigiladas." },
    mark: {
      title: "Marcar mensajes",
      summary: "Marcar correos como leídos o no leídos, ponerles una marca o cambiar sus categorías.",
    },
    move: { title: "Mover mensajes", summary: "Mover correos a otra carpeta." },
    remove: { title: "Eliminar mensajes", summary: "Mover correos a Elementos eliminados o eliminarlos definitivamente." },
    "read-attachment": { title: "Leer un archivo adjunto", summary: "Devolver el texto de un archivo adjunto: PDF, Word, HTML o texto." },
    "save-attachments": { title: "Guardar archivos adjuntos", summary: "Guardar como archivos los adjuntos de un correo." },
    "download-attachment": {
      title: "Descargar un archivo adjunto",
      summary: "Devolver el contenido de un archivo adjunto de un correo, en base64.",
    },
    "download-pictures": {
      title: "Descargar las imágenes de un mensaje",
      summary: "Devolver las imágenes del texto de un correo, en base64.",
    },
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
    draftId: { title: "Borrador", description: "Identificador del borrador" },
    draft: { title: "Borrador", description: "Crear un borrador en la conversación en lugar de enviar" },
    content: {
      text: { title: "Texto", description: "El mensaje como texto; se conservan los saltos de línea" },
      attachments: { title: "Archivos adjuntos" },
      html: { title: "HTML", description: "El mensaje como HTML, en lugar de texto" },
      pictures: {
        title: "Imágenes",
        description: 'Imágenes en el mensaje: donde el HTML tiene <img src="cid:picture-1">; si no, debajo',
      },
      zip: {
        title: "Comprimir los archivos adjuntos",
        description: "Reunir los adjuntos en un archivo comprimido: su nombre, o true para attachments.zip",
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
      search: {
        title: "Búsqueda",
        description:
          'Busca en remitente, asunto, texto y archivos adjuntos. También con la sintaxis de Outlook: from:ada subject:informe OR "palabras exactas"',
      },
      from: {
        title: "De",
        description: "Dirección, @dominio o parte del nombre del remitente; con una lista, basta una coincidencia",
      },
      subjectContains: { title: "El asunto contiene", description: "Texto en el asunto" },
      unread: { title: "No leídos", description: "Sí: solo mensajes no leídos; No: solo leídos" },
      newerThan: { title: "Más recientes que", description: "Una antigüedad como 30m, 24h, 7d o 2w, o una fecha" },
      olderThan: { title: "Anterior a", description: "Recibido antes: una antigüedad como 30d, o una fecha" },
      maxItems: { title: "Número máximo" },
      conversation: { title: "Conversación", description: "Mensajes de esta conversación en todas las carpetas, también los enviados" },
      bodyContains: { title: "El cuerpo contiene", description: "Texto en el cuerpo" },
      to: { title: "Para", description: "Dirección, @dominio o parte del nombre de alguien en Para o CC" },
      subjectIs: { title: "Asunto exacto", description: "El asunto completo" },
      hasAttachments: { title: "Con archivos adjuntos", description: "Las imágenes del texto no cuentan" },
      importance,
      flagged: { title: "Con marca", description: "Con marca y sin completar" },
      category: { title: "Categoría", description: "Nombre de una categoría" },
    },
    listing: {
      fields: { title: "Campos", description: "Propiedades además de id. Predeterminado: todas menos webLink" },
      cursor: { title: "Página siguiente", description: "`cursor` de la página anterior" },
    },
    selection: {
      where: {
        title: "Todos los que coinciden",
        description: "En lugar de identificadores: todos los mensajes que coinciden, los más recientes primero, como en list-messages",
      },
      maxItems: { title: "Número máximo", description: "De mensajes que coinciden" },
    },
    parentFolder: { title: "Carpeta", description: "Solo las carpetas que contiene" },
    newFolder: { title: "Carpeta", description: "Ruta de nombres de carpetas: Inbox/Facturas/2026" },
    people: {
      query: { title: "Nombre o dirección", description: "Partes de un nombre o de una dirección" },
      maxItems: { title: "Número máximo" },
    },
    contents: {
      body,
      preview: { title: "Vista previa" },
      attachments: { title: "Archivos adjuntos", description: "Nombres de los archivos adjuntos" },
      inlineAttachments: { title: "Imágenes del texto", description: "Nombres de las imágenes del texto" },
    },
    bodyOfOne: { ...body, description: "Por defecto, texto, si los permisos lo incluyen" },
    remotePictures: {
      title: "Imágenes externas",
      description: "Conservar las direcciones de imágenes en el HTML. Cargar una revela al remitente que el mensaje se ha abierto",
    },
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
      names: { title: "Nombres de los archivos adjuntos", description: "Guardar solo los archivos adjuntos con estos nombres" },
      inlineAttachments: { title: "Imágenes del texto", description: "Guardar también las imágenes del texto" },
    },
    nextPage: { title: "Página siguiente", description: "`cursor` de la página anterior" },
    attachmentName: { title: "Nombre del archivo adjunto" },
  },
};
