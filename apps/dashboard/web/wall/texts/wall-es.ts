import type { WallTexts } from "./wall-en.ts";

export const es: WallTexts = {
  calendars: "Calendarios",
  states: "Personas y estados",
  leave: "Salir de la vista de pared",
  arrange: "Organizar la vista de pared",
  arrangeLead: "Elige qué muestra esta pantalla. Arrastra las tarjetas para ordenarlas o usa las flechas.",
  up: "Subir {0}",
  down: "Bajar {0}",
  moved: "{0}: posición {1} de {2}",
  shownCalendars: "Calendarios de la agenda",
  night: "Atenuada de noche",
  from: "De",
  to: "a",
  nightHint: "Normalmente de {0} a {1}. La misma hora dos veces: nunca.",
  save: "Guardar",
  noWakeLock: "Este navegador no puede mantener la pantalla encendida. Configura la pantalla para que nunca se apague.",
  insecure:
    "Los navegadores solo mantienen la pantalla encendida con HTTPS. Configura la pantalla para que nunca se apague, o abre la página con HTTPS.",
};
