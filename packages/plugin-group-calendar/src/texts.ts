import type { TranslatedTexts } from "@casement/core";
import { eventTexts, runningTexts } from "@casement/graph-calendar";

export const texts: TranslatedTexts = {
  de: {
    ...eventTexts.de,
    ...runningTexts.de,
    title: "Gruppenkalender",
    "sensors.calendar.title": "Gruppenkalender",
    "services.list-groups.title": "Deine Gruppen auflisten",
    "services.create-event.title": "Termin in einem Gruppenkalender anlegen",
    "services.modify-event.title": "Termin eines Gruppenkalenders ändern",
    "services.remove-event.title": "Termin aus einem Gruppenkalender entfernen",
    "scopes.Group.Read.All.why":
      "Deine Microsoft 365-Gruppen finden und ihre Kalender zeigen. Eine Administratorin oder ein Administrator muss zustimmen",
    "scopes.Group.ReadWrite.All.why":
      "Termine in Kalendern deiner Gruppen anlegen, ändern und entfernen. Eine Administratorin oder ein Administrator muss zustimmen",
  },
  es: {
    ...eventTexts.es,
    ...runningTexts.es,
    title: "Calendarios de grupo",
    "sensors.calendar.title": "Calendario de grupo",
    "services.list-groups.title": "Mostrar tus grupos",
    "services.create-event.title": "Crear un evento en un calendario de grupo",
    "services.modify-event.title": "Modificar un evento de un calendario de grupo",
    "services.remove-event.title": "Eliminar un evento de un calendario de grupo",
    "scopes.Group.Read.All.why": "Encontrar tus grupos de Microsoft 365 y mostrar sus calendarios. Un administrador debe aprobarlo",
    "scopes.Group.ReadWrite.All.why":
      "Crear, modificar y eliminar eventos en los calendarios de tus grupos. Un administrador debe aprobarlo",
  },
  fr: {
    ...eventTexts.fr,
    ...runningTexts.fr,
    title: "Calendriers de groupe",
    "sensors.calendar.title": "Calendrier de groupe",
    "services.list-groups.title": "Lister vos groupes",
    "services.create-event.title": "Créer un événement dans un calendrier de groupe",
    "services.modify-event.title": "Modifier un événement d'un calendrier de groupe",
    "services.remove-event.title": "Supprimer un événement d'un calendrier de groupe",
    "scopes.Group.Read.All.why": "Trouver vos groupes Microsoft 365 et afficher leurs calendriers. Un administrateur doit l'approuver",
    "scopes.Group.ReadWrite.All.why":
      "Créer, modifier et supprimer des événements dans les calendriers de vos groupes. Un administrateur doit l'approuver",
  },
  nl: {
    ...eventTexts.nl,
    ...runningTexts.nl,
    title: "Groepsagenda's",
    "sensors.calendar.title": "Groepsagenda",
    "services.list-groups.title": "Je groepen weergeven",
    "services.create-event.title": "Gebeurtenis in een groepsagenda maken",
    "services.modify-event.title": "Gebeurtenis van een groepsagenda wijzigen",
    "services.remove-event.title": "Gebeurtenis uit een groepsagenda verwijderen",
    "scopes.Group.Read.All.why": "Je Microsoft 365-groepen vinden en hun agenda's weergeven. Een beheerder moet dit goedkeuren",
    "scopes.Group.ReadWrite.All.why":
      "Gebeurtenissen in agenda's van je groepen maken, wijzigen en verwijderen. Een beheerder moet dit goedkeuren",
  },
};
