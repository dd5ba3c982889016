import type { TodoWords } from "./todo-words.ts";

export const esWords: TodoWords = {
  title: "Microsoft To Do",
  list: { title: "Lista de tareas", unit: "tareas", unitOfOne: "tarea" },
  services: {
    "create-task": { title: "Crear una tarea", summary: "Crear una tarea, o varias, en una lista." },
    "update-task": { title: "Modificar una tarea", summary: "Modificar los campos indicados de una tarea y conservar los demás." },
    "complete-task": {
      title: "Completar una tarea",
      summary: "Marcar tareas como completadas. Una periódica pasa a la siguiente fecha.",
    },
    "reopen-task": { title: "Volver a abrir una tarea", summary: "Marcar una tarea completada como no iniciada." },
    "remove-task": { title: "Eliminar una tarea", summary: "Eliminar una tarea definitivamente." },
    "list-tasks": { title: "Mostrar tareas", summary: "Mostrar las tareas de todas las listas o de una, también las completadas." },
    "create-list": { title: "Crear una lista de tareas", summary: "Crear una lista de tareas, que pasa a ser un sensor." },
    "rename-list": {
      title: "Cambiar el nombre de una lista de tareas",
      summary: "Cambiar el nombre de una lista de tareas. La dirección de su sensor no cambia.",
    },
    "remove-list": { title: "Eliminar una lista de tareas", summary: "Eliminar definitivamente una lista con todas sus tareas." },
    "add-checklist-item": { title: "Añadir un paso", summary: "Añadir un paso a una tarea." },
    "update-checklist-item": {
      title: "Modificar un paso",
      summary: "Modificar el título de un paso de una tarea, o marcarlo o desmarcarlo.",
    },
    "remove-checklist-item": { title: "Eliminar un paso", summary: "Eliminar un paso de una tarea." },
  },
  events: {
    "task-created": "Tarea creada",
    "task-updated": "Tarea modificada",
    "task-completed": "Tarea completada",
    "task-uncompleted": "Tarea reabierta",
    "task-removed": "Tarea eliminada",
  },
  scopes: {
    "Tasks.Read": "Mostrar tus listas de tareas y tus tareas",
    "Tasks.ReadWrite": "Crear, modificar, completar y eliminar tareas y listas por ti",
  },
  fields: {
    id: { title: "Tarea", description: "Identificador de la tarea" },
    ids: { title: "Tarea", description: "Identificador de la tarea, o una lista de ellos" },
    task: {
      title: { title: "Título" },
      due: { title: "Fecha de vencimiento", description: "Fecha. La hora no se tiene en cuenta, porque To Do no guarda ninguna" },
      reminder: { title: "Aviso", description: "Fecha y hora, en la zona horaria de la cuenta si no llevan desfase" },
      body: { title: "Notas", description: "Texto con saltos de línea, o HTML con el formato HTML" },
      importance: { title: "Importancia", values: { low: "Baja", normal: "Normal", high: "Alta" } },
      recurrence: {
        title: "Repetición",
        description: "RRULE según RFC 5545, por ejemplo FREQ=WEEKLY;BYDAY=SA. Sin fecha de vencimiento, empieza hoy",
      },
      start: { title: "Fecha de inicio", description: "Fecha, no posterior al vencimiento. La hora se ignora, porque To Do no la guarda" },
      categories: { title: "Categorías" },
      status: {
        title: "Estado",
        values: {
          notStarted: "No iniciada",
          inProgress: "En curso",
          completed: "Completada",
          waitingOnOthers: "A la espera de otros",
          deferred: "Aplazada",
        },
      },
      bodyType: { title: "Formato de las notas", values: { text: "Texto", html: "HTML" } },
    },
    newTask: {
      titles: { title: "Varias", description: "En lugar del título: una tarea por cada uno, con los demás campos iguales" },
      checklist: { title: "Pasos", description: "Títulos de los pasos" },
      links: { title: "Vínculos", description: "Recursos vinculados: de dónde viene la tarea" },
    },
    taskChange: {
      due: { title: "Fecha de vencimiento", description: "Fecha; null la quita" },
      reminder: { title: "Aviso", description: "Fecha y hora; null lo quita" },
      recurrence: { title: "Repetición", description: "RRULE según RFC 5545; null termina la repetición" },
      start: { title: "Fecha de inicio", description: "Fecha, no posterior al vencimiento; null la borra" },
    },
    listing: {
      show: { title: "Cuáles", values: { all: "Todas", open: "Pendientes", completed: "Completadas" } },
      search: { title: "Búsqueda", description: "Solo tareas cuyo título contiene este texto" },
      completedSince: { title: "Completadas desde", description: "Solo las tareas completadas ese día o después" },
      maxItems: { title: "Número máximo" },
      cursor: { title: "Página siguiente", description: "`cursor` de la página anterior" },
    },
    list: { name: { title: "Nombre" } },
    step: { title: { title: "Título" }, checked: { title: "Marcado" } },
    stepId: { title: "Paso", description: "Identificador del paso" },
  },
};
