import { CasementError } from "@casement/core";

const availabilities = [
  "Available",
  "AvailableIdle",
  "Away",
  "BeRightBack",
  "Busy",
  "BusyIdle",
  "DoNotDisturb",
  "Offline",
  "PresenceUnknown",
];
const activities = [
  ...[
    "Available",
    "AvailableInactive",
    "Away",
    "BeRightBack",
    "Busy",
    "DoNotDisturb",
    "InACall",
    "InAConferenceCall",
    "Inactive",
    "InAMeeting",
  ],
  ...["Offline", "OffWork", "OutOfOffice", "PresenceUnknown", "Presenting", "UrgentInterruptionsOnly"],
];

/**
 * Checks words against those that Microsoft documents: learn.microsoft.com/graph/api/resources/presence.
 *
 * @throws CasementError `input-invalid` for any other word.
 */
export function checkPresenceWords(given: { availability: string | undefined; activity: string | undefined }): void {
  check("availability", given.availability, availabilities);
  check("activity", given.activity, activities);
}

function check(name: string, word: string | undefined, words: readonly string[]): void {
  if (word === undefined || words.includes(word)) return;
  throw new CasementError("input-invalid", `presence.${name} must be one of ${words.join(", ")}, unless options.undocumented is true.`);
}
