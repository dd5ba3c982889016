import type { TodoWords } from "./todo-words.ts";

export const frWords: TodoWords = {
  title: "Microsoft To Do",
  list: { title: "Liste de tâches", unit: "tâches", unitOfOne: "tâche" },
  services: {
    "create-task": { title: "Créer une tâche", summary: "Créer une tâche, ou plusieurs, dans une liste." },
    "update-task": { title: "Modifier une tâche", summary: "Modifier les champs indiqués d'une tâche et conserver les autres." },
    "complete-task": {
      title: "Terminer une tâche",
      summary: "Marquer des tâches comme terminées. Une tâche périodique passe à la suivante.",
    },
    "reopen-task": { title: "Rouvrir une tâche", summary: "Marquer une tâche terminée comme non commencée." },
    "remove-task": { title: "Supprimer une tâche", summary: "Supprimer une tâche définitivement." },
    "list-tasks": { title: "Lister les tâches", summary: "Lister les tâches de toutes les listes ou d'une seule, aussi les terminées." },
    "create-list": { title: "Créer une liste de tâches", summary: "Créer une liste de tâches, qui devient un capteur." },
    "rename-list": {
      title: "Renommer une liste de tâches",
      summary: "Renommer une liste de tâches. L'adresse de son capteur ne change pas.",
    },
    "remove-list": { title: "Supprimer une liste de tâches", summary: "Supprimer définitivement une liste avec toutes ses tâches." },
    "add-checklist-item": { title: "Ajouter une étape", summary: "Ajouter une étape à une tâche." },
    "update-checklist-item": {
      title: "Modifier une étape",
      summary: "Modifier le titre d'une étape d'une tâche, ou la cocher ou la décocher.",
    },
    "remove-checklist-item": { title: "Supprimer une étape", summary: "Supprimer une étape d'une tâche." },
  },
  events: {
    "task-created": "Tâche créée",
    "task-updated": "Tâche modifiée",
    "task-completed": "Tâche terminée",
    "task-uncompleted": "Tâche rouverte",
    "task-removed": "Tâche supprimée",
  },
  scopes: {
    "Tasks.Read": "Afficher vos listes de tâches et vos tâches",
    "Tasks.ReadWrite": "Créer, modifier, terminer et supprimer des tâches et des listes pour vous",
  },
  fields: {
    id: { title: "Tâche", description: "Identifiant de la tâche" },
    ids: { title: "Tâche", description: "Identifiant de la tâche, ou une liste d'identifiants" },
    task: {
      title: { title: "Titre" },
      due: { title: "Échéance", description: "Date. L'heure est ignorée, parce que To Do n'en enregistre pas" },
      reminder: { title: "Rappel", description: "Date et heure, dans le fuseau horaire du compte en l'absence de décalage" },
      body: { title: "Notes", description: "Texte avec sauts de ligne, ou HTML avec le format HTML" },
      importance: { title: "Importance", values: { low: "Faible", normal: "Normale", high: "Haute" } },
      recurrence: {
        title: "Périodicité",
        description: "RRULE selon la RFC 5545, par exemple FREQ=WEEKLY;BYDAY=SA. Sans échéance, elle commence aujourd'hui",
      },
      start: { title: "Date de début", description: "Date, pas après l’échéance. L’heure est ignorée, car To Do n’en enregistre pas" },
      categories: { title: "Catégories" },
      status: {
        title: "État",
        values: {
          notStarted: "Non commencée",
          inProgress: "En cours",
          completed: "Terminée",
          waitingOnOthers: "En attente d'autres personnes",
          deferred: "Reportée",
        },
      },
      bodyType: { title: "Format des notes", values: { text: "Texte", html: "HTML" } },
    },
    newTask: {
      titles: { title: "Plusieurs", description: "Au lieu du titre : une tâche pour chacun, avec les mêmes autres champs" },
      checklist: { title: "Étapes", description: "Titres des étapes" },
      links: { title: "Liens", description: "Ressources liées : d'où vient la tâche" },
    },
    taskChange: {
      due: { title: "Échéance", description: "Date ; null la retire" },
      reminder: { title: "Rappel", description: "Date et heure ; null le retire" },
      recurrence: { title: "Périodicité", description: "RRULE selon la RFC 5545 ; null met fin à la périodicité" },
      start: { title: "Date de début", description: "Date, pas après l’échéance ; null la supprime" },
    },
    listing: {
      show: { title: "Lesquelles", values: { all: "Toutes", open: "À faire", completed: "Terminées" } },
      search: { title: "Recherche", description: "Seulement les tâches dont le titre contient ce texte" },
      completedSince: { title: "Terminées depuis", description: "Seulement les tâches terminées ce jour-là ou plus tard" },
      maxItems: { title: "Nombre maximal" },
      cursor: { title: "Page suivante", description: "`cursor` de la page précédente" },
    },
    list: { name: { title: "Nom" } },
    step: { title: { title: "Titre" }, checked: { title: "Cochée" } },
    stepId: { title: "Étape", description: "Identifiant de l'étape" },
  },
};
