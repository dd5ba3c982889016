import type { ReadingTexts } from "./reading-en.ts";

export const nl: ReadingTexts = {
  search: "Zoeken",
  searchAll: "Zoeken in {0}",
  searchesListed: "Zoekt in titels, personen en eerste woorden van de lijst.",
  older: "Oudere berichten",
  markUnread: "Als ongelezen markeren",
  markRead: "Als gelezen markeren",
  found: "Gevonden: {0}",
  nothingFound: "Niets gevonden.",
  choose: "Kies wat je wilt lezen.",
  toList: "Terug naar de lijst",
  showPictures: "Afbeeldingen tonen",
  picturesWhy: "Afbeeldingen van andere servers worden niet geladen. Als je ze laadt, weet de afzender dat je het bericht hebt gelezen.",
  to: "Aan: {0}",
  cut: "Dit is alleen het begin van het bericht.",
  noText: "Geen tekst.",
  attachments: "Bijlagen",
  save: "Opslaan: {0}",
  answer: "Jouw antwoord",
  you: "Jij",
  messageFrame: "Bericht: {0}",
};
