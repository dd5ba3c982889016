import type { TodoWords } from "./todo-words.ts";

export const nlWords: TodoWords = {
  title: "Microsoft To Do",
  list: { title: "Takenlijst", unit: "taken", unitOfOne: "taak" },
  services: {
    "create-task": { title: "Taak maken", summary: "Een taak, of meerdere, in een lijst maken." },
    "update-task": { title: "Taak wijzigen", summary: "De opgegeven velden van een taak wijzigen en de andere behouden." },
    "complete-task": {
      title: "Taak voltooien",
      summary: "Taken als voltooid markeren. Een terugkerende gaat naar de volgende datum.",
    },
    "reopen-task": { title: "Taak weer openen", summary: "Een voltooide taak als niet begonnen markeren." },
    "remove-task": { title: "Taak verwijderen", summary: "Een taak definitief verwijderen." },
    "list-tasks": { title: "Taken weergeven", summary: "De taken van alle lijsten of van één weergeven, ook voltooide." },
    "create-list": { title: "Takenlijst maken", summary: "Een takenlijst maken, die een sensor wordt." },
    "rename-list": { title: "Takenlijst hernoemen", summary: "Een takenlijst hernoemen. Het adres van de sensor blijft hetzelfde." },
    "remove-list": { title: "Takenlijst verwijderen", summary: "Een takenlijst met alle taken definitief verwijderen." },
    "add-checklist-item": { title: "Stap toevoegen", summary: "Een stap aan een taak toevoegen." },
    "update-checklist-item": {
      title: "Stap wijzigen",
      summary: "De titel van een stap van een taak wijzigen, of de stap afvinken of weer openen.",
    },
    "remove-checklist-item": { title: "Stap verwijderen", summary: "Een stap van een taak verwijderen." },
  },
  events: {
    "task-created": "Taak gemaakt",
    "task-updated": "Taak gewijzigd",
    "task-completed": "Taak voltooid",
    "task-uncompleted": "Taak weer geopend",
    "task-removed": "Taak verwijderd",
  },
  scopes: {
    "Tasks.Read": "Je takenlijsten en taken weergeven",
    "Tasks.ReadWrite": "Taken en lijsten voor je maken, wijzigen, voltooien en verwijderen",
  },
  fields: {
    id: { title: "Taak", description: "Id van de taak" },
    ids: { title: "Taak", description: "Id van de taak, of een lijst met id's" },
    task: {
      title: { title: "Titel" },
      due: { title: "Einddatum", description: "Datum. Een tijd wordt genegeerd, omdat To Do geen tijd opslaat" },
      reminder: { title: "Herinnering", description: "Datum en tijd, in de tijdzone van het account als er geen offset is" },
      body: { title: "Notities", description: "Tekst met regeleinden, of HTML met de indeling HTML" },
      importance: { title: "Urgentie", values: { low: "Laag", normal: "Normaal", high: "Hoog" } },
      recurrence: {
        title: "Terugkeerpatroon",
        description: "RRULE volgens RFC 5545, bijvoorbeeld FREQ=WEEKLY;BYDAY=SA. Zonder einddatum begint het vandaag",
      },
      start: { title: "Begindatum", description: "Datum, niet na de einddatum. Een tijd wordt genegeerd, omdat To Do geen tijd opslaat" },
      categories: { title: "Categorieën" },
      status: {
        title: "Status",
        values: {
          notStarted: "Niet begonnen",
          inProgress: "Bezig",
          completed: "Voltooid",
          waitingOnOthers: "Wacht op anderen",
          deferred: "Uitgesteld",
        },
      },
      bodyType: { title: "Indeling van de notities", values: { text: "Tekst", html: "HTML" } },
    },
    newTask: {
      titles: { title: "Meerdere", description: "In plaats van de titel: een taak voor elk, met dezelfde andere velden" },
      checklist: { title: "Stappen", description: "Titels van de stappen" },
      links: { title: "Koppelingen", description: "Gekoppelde bronnen: waar de taak vandaan komt" },
    },
    taskChange: {
      due: { title: "Einddatum", description: "Datum; null wist deze" },
      reminder: { title: "Herinnering", description: "Datum en tijd; null wist deze" },
      recurrence: { title: "Terugkeerpatroon", description: "RRULE volgens RFC 5545; null beëindigt het terugkeren" },
      start: { title: "Begindatum", description: "Datum, niet na de einddatum; null wist die" },
    },
    listing: {
      show: { title: "Welke", values: { all: "Alle", open: "Open", completed: "Voltooid" } },
      search: { title: "Zoeken", description: "Alleen taken waarvan de titel deze tekst bevat" },
      completedSince: { title: "Voltooid sinds", description: "Alleen taken die op deze dag of later zijn voltooid" },
      maxItems: { title: "Maximumaantal" },
      cursor: { title: "Volgende pagina", description: "`cursor` van de vorige pagina" },
    },
    list: { name: { title: "Naam" } },
    step: { title: { title: "Titel" }, checked: { title: "Afgevinkt" } },
    stepId: { title: "Stap", description: "Id van de stap" },
  },
};
