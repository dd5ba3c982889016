import type { TodoWords } from "./todo-words.ts";

export const deWords: TodoWords = {
  title: "Microsoft To Do",
  list: { title: "Aufgabenliste", unit: "Aufgaben", unitOfOne: "Aufgabe" },
  services: {
    "create-task": { title: "Aufgabe anlegen", summary: "Eine Aufgabe oder mehrere in einer Liste anlegen." },
    "update-task": { title: "Aufgabe ändern", summary: "Die angegebenen Felder einer Aufgabe ändern, die anderen bleiben." },
    "complete-task": {
      title: "Aufgabe erledigen",
      summary: "Aufgaben als erledigt markieren. Eine wiederkehrende geht zum nächsten Termin über.",
    },
    "reopen-task": { title: "Aufgabe wieder öffnen", summary: "Eine erledigte Aufgabe als nicht begonnen markieren." },
    "remove-task": { title: "Aufgabe löschen", summary: "Eine Aufgabe endgültig löschen." },
    "list-tasks": { title: "Aufgaben auflisten", summary: "Aufgaben aller Listen oder einer davon seitenweise auflisten, auch erledigte." },
    "create-list": { title: "Aufgabenliste anlegen", summary: "Eine Aufgabenliste anlegen, die ein Sensor wird." },
    "rename-list": { title: "Aufgabenliste umbenennen", summary: "Eine Aufgabenliste umbenennen. Die Adresse ihres Sensors bleibt." },
    "remove-list": { title: "Aufgabenliste löschen", summary: "Eine Aufgabenliste mit allen Aufgaben endgültig löschen." },
    "add-checklist-item": { title: "Schritt hinzufügen", summary: "Einer Aufgabe einen Schritt hinzufügen." },
    "update-checklist-item": {
      title: "Schritt ändern",
      summary: "Den Titel eines Schritts einer Aufgabe ändern, oder ihn abhaken oder wieder öffnen.",
    },
    "remove-checklist-item": { title: "Schritt löschen", summary: "Einen Schritt einer Aufgabe löschen." },
  },
  events: {
    "task-created": "Aufgabe angelegt",
    "task-updated": "Aufgabe geändert",
    "task-completed": "Aufgabe erledigt",
    "task-uncompleted": "Aufgabe wieder geöffnet",
    "task-removed": "Aufgabe gelöscht",
  },
  scopes: {
    "Tasks.Read": "Deine Aufgabenlisten und Aufgaben zeigen",
    "Tasks.ReadWrite": "Für dich Aufgaben und Listen anlegen, ändern, erledigen und löschen",
  },
  fields: {
    id: { title: "Aufgabe", description: "ID der Aufgabe" },
    ids: { title: "Aufgabe", description: "ID der Aufgabe, oder eine Liste von IDs" },
    task: {
      title: { title: "Titel" },
      due: {
        title: "Fälligkeitsdatum",
        description: "Datum. Eine Uhrzeit wird nicht beachtet, weil To Do keine speichert",
      },
      reminder: { title: "Erinnerung", description: "Datum und Uhrzeit, in der Zeitzone des Kontos, wenn kein Offset angegeben ist" },
      body: { title: "Notizen", description: "Text mit Zeilenumbrüchen, oder HTML mit dem Format HTML" },
      importance: { title: "Wichtigkeit", values: { low: "Niedrig", normal: "Normal", high: "Hoch" } },
      recurrence: {
        title: "Wiederholung",
        description: "RRULE nach RFC 5545, zum Beispiel FREQ=WEEKLY;BYDAY=SA. Ohne Fälligkeitsdatum beginnt sie heute",
      },
      start: {
        title: "Beginn",
        description: "Datum, nicht nach der Fälligkeit. Eine Uhrzeit wird nicht beachtet, weil To Do keine speichert",
      },
      categories: { title: "Kategorien" },
      status: {
        title: "Status",
        values: {
          notStarted: "Nicht begonnen",
          inProgress: "In Bearbeitung",
          completed: "Erledigt",
          waitingOnOthers: "Wartet auf andere",
          deferred: "Zurückgestellt",
        },
      },
      bodyType: { title: "Format der Notizen", values: { text: "Text", html: "HTML" } },
    },
    newTask: {
      titles: { title: "Mehrere", description: "Statt des Titels: je eine Aufgabe, mit denselben übrigen Feldern" },
      checklist: { title: "Schritte", description: "Titel der Schritte" },
      links: { title: "Links", description: "Verknüpfte Ressourcen: woher die Aufgabe kommt" },
    },
    taskChange: {
      due: { title: "Fälligkeitsdatum", description: "Datum; null entfernt es" },
      reminder: { title: "Erinnerung", description: "Datum und Uhrzeit; null entfernt sie" },
      recurrence: { title: "Wiederholung", description: "RRULE nach RFC 5545; null beendet die Wiederholung" },
      start: { title: "Beginn", description: "Datum, nicht nach der Fälligkeit; null entfernt es" },
    },
    listing: {
      show: { title: "Welche", values: { all: "Alle", open: "Offene", completed: "Erledigte" } },
      search: { title: "Suche", description: "Nur Aufgaben, deren Titel diesen Text enthält" },
      completedSince: { title: "Erledigt seit", description: "Nur Aufgaben, die an diesem Tag oder später erledigt wurden" },
      maxItems: { title: "Höchstzahl" },
      cursor: { title: "Nächste Seite", description: "`cursor` der vorherigen Seite" },
    },
    list: { name: { title: "Name" } },
    step: { title: { title: "Titel" }, checked: { title: "Abgehakt" } },
    stepId: { title: "Schritt", description: "ID des Schritts" },
  },
};
