export const en = {
  calendars: "Calendars",
  states: "People and states",
  leave: "Leave the wall view",
  arrange: "Arrange the wall",
  arrangeLead: "Choose what this display shows. Drag the cards into order, or use the arrows.",
  up: "Move {0} up",
  down: "Move {0} down",
  moved: "{0}: place {1} of {2}",
  shownCalendars: "Calendars in the agenda",
  night: "Dimmed at night",
  from: "From",
  to: "to",
  nightHint: "Usually {0} to {1}. The same time twice: never.",
  save: "Save",
  noWakeLock: "This browser cannot keep the screen on. Set the sleep time of the display to never.",
  insecure: "Browsers keep the screen on only over HTTPS. Set the sleep time of the display to never, or open the page over HTTPS.",
};

export type WallTexts = typeof en;
