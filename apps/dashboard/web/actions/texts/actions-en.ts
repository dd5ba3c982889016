/** Texts for acting: undo, confirmation, forms. Other languages have the same keys. */
export const en = {
  close: "Close",
  undo: "Undo",
  reachesOthers: "Other people will learn of it.",
  removes: "This cannot be undone.",
  repeats: "Repeats",
  repeat: {
    "": "Does not repeat",
    DAILY: "Every day",
    WEEKLY: "Every week",
    MONTHLY: "Every month",
    YEARLY: "Every year",
    custom: "Other rule (RRULE)",
  },
  every: "Every",
  units: { DAILY: "days", WEEKLY: "weeks", MONTHLY: "months", YEARLY: "years" },
  onDays: "On",
  ends: "Ends",
  end: { never: "Never", until: "On a date", count: "After" },
  times: "times",
  json: "Edit as JSON",
  form: "Back to the form",
  byDefault: "By default",
  chooseFiles: "Choose files …",
  chooseFile: "Choose a file …",
  hubFile: "File of the hub",
  uploading: "Uploading {0} …",
  fileTooLarge: "{0} is larger than 25 MB.",
  otherId: "Another one, by its ID",
  unchanged: "–",
};

export type ActionTexts = typeof en;
