export const en = {
  search: "Search",
  searchAll: "Search in {0}",
  searchesListed: "Searches titles, people and first words of what is listed.",
  older: "Older messages",
  markUnread: "Mark as unread",
  markRead: "Mark as read",
  found: "Found: {0}",
  nothingFound: "Nothing found.",
  choose: "Choose what you want to read.",
  toList: "Back to the list",
  showPictures: "Show pictures",
  picturesWhy: "Pictures from other servers are not loaded. Loading them tells the sender that you have read the message.",
  to: "To: {0}",
  cut: "This is only the beginning of the message.",
  noText: "No text.",
  attachments: "Attachments",
  save: "Save: {0}",
  answer: "Your answer",
  you: "You",
  messageFrame: "Message: {0}",
};

export type ReadingTexts = typeof en;
