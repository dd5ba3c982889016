import type { ReadingTexts } from "./reading-en.ts";

export const es: ReadingTexts = {
  search: "Buscar",
  searchAll: "Buscar en {0}",
  searchesListed: "Busca en los títulos, las personas y las primeras palabras de la lista.",
  older: "Mensajes anteriores",
  markUnread: "Marcar como no leído",
  markRead: "Marcar como leído",
  found: "Encontrados: {0}",
  nothingFound: "No se ha encontrado nada.",
  choose: "Elige qué quieres leer.",
  toList: "Volver a la lista",
  showPictures: "Mostrar las imágenes",
  picturesWhy: "Las imágenes de otros servidores no se cargan. Al cargarlas, el remitente sabe que has leído el mensaje.",
  to: "Para: {0}",
  cut: "Esto es solo el principio del mensaje.",
  noText: "Sin texto.",
  attachments: "Archivos adjuntos",
  save: "Guardar: {0}",
  answer: "Tu respuesta",
  you: "Tú",
  messageFrame: "Mensaje: {0}",
};
