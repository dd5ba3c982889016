import type { en } from "./calendar-en.ts";

export const es: typeof en = {
  title: "Calendario",
  views: { day: "Día", week: "Semana", month: "Mes", agenda: "Agenda" },
  view: "Vista",
  back: "Atrás",
  forward: "Adelante",
  goTo: "Ir a la fecha",
  add: "Nuevo evento",
  timeZone: "Horas de",
  deviceZone: "Este dispositivo está en {0}.",
  print: "Imprimir",
  close: "Cerrar",
  calendar: "Calendario",
  shown: "Calendarios: {0} de {1} visibles",
  showAll: "Mostrar todos",
  hideAll: "Ocultar todos",
  gaps: {
    reading: "Leyendo los días rayados: {0}",
    "not-kept": "No se conocen los días rayados: {0}. De este calendario, Casement solo guarda los próximos días.",
    failed: "No se pudieron leer los días rayados: {0}.",
  },
  dayUnknown: "No se conoce",
  nothing: "Nada previsto",
  moveHint:
    "Arrastra un evento para moverlo, o su borde inferior para cambiar el final. Con el teclado: Alt y una flecha; con Mayús, solo el final.",
  moved: "{0}: {1}",
  undo: "Deshacer",
  move: "Mover",
  seriesQuestion: "Este evento se repite. ¿Qué eventos quieres mover?",
  seriesDay:
    "Aquí, todos los eventos de una serie solo se pueden mover a otra hora. Para cambiar sus días, cambia la serie en su formulario.",
  onlyThis: "Solo este evento",
  wholeSeries: "Todos los eventos",
  othersLearn: "Se avisa a los participantes.",
};
