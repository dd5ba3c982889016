import type { TranslatedTexts } from "@casement/core";
import { sharedTexts, sharedWords } from "@casement/graph-calendar";

export const groupCalendarTexts: TranslatedTexts = {
  en: sharedTexts(sharedWords.en),
  de: {
    ...sharedTexts(sharedWords.de),
    title: "Gruppenkalender",
    "sensors.calendar.title": "Gruppenkalender",
    "services.list-groups.title": "Deine Gruppen auflisten",
    "services.list-groups.summary": "Die Microsoft 365-Gruppen auflisten, in denen du Mitglied bist.",
    "services.create-event.title": "Termin in einem Gruppenkalender anlegen",
    "services.create-event.summary": "Einen Termin oder eine Serie im Kalender einer Gruppe anlegen.",
    "services.modify-event.title": "Termin eines Gruppenkalenders ändern",
    "services.modify-event.summary": "Die angegebenen Felder eines Gruppentermins oder einer ganzen Serie ändern.",
    "services.remove-event.title": "Termin aus einem Gruppenkalender entfernen",
    "services.remove-event.summary": "Einen Termin oder eine ganze Serie aus dem Kalender einer Gruppe löschen.",
    "scopes.Group.Read.All.why":
      "Deine Microsoft 365-Gruppen finden und ihre Kalender zeigen. Eine Administratorin oder ein Administrator muss zustimmen",
    "scopes.Group.ReadWrite.All.why":
      "Termine in Kalendern deiner Gruppen anlegen, ändern und entfernen. Eine Administratorin oder ein Administrator muss zustimmen",
  },
  es: {
    ...sharedTexts(sharedWords.es),
    title: "Calendarios de grupo",
    "sensors.calendar.title": "Calendario de grupo",
    "services.list-groups.title": "Mostrar tus grupos",
    "services.list-groups.summary": "Mostrar los grupos de Microsoft 365 de los que eres miembro.",
    "services.create-event.title": "Crear un evento en un calendario de grupo",
    "services.create-event.summary": "Crear un evento o una serie en el calendario de un grupo.",
    "services.modify-event.title": "Modificar un evento de un calendario de grupo",
    "services.modify-event.summary": "Modificar los campos indicados de un evento de grupo o de toda una serie.",
    "services.remove-event.title": "Eliminar un evento de un calendario de grupo",
    "services.remove-event.summary": "Eliminar un evento o toda una serie del calendario de un grupo.",
    "scopes.Group.Read.All.why": "Encontrar tus grupos de Microsoft 365 y mostrar sus calendarios. Un administrador debe aprobarlo",
    "scopes.Group.ReadWrite.All.why":
      "Crear, modificar y eliminar eventos en los calendarios de tus grupos. Un administrador debe aprobarlo",
  },
  fr: {
    ...sharedTexts(sharedWords.fr),
    title: "Calendriers de groupe",
    "sensors.calendar.title": "Calendrier de groupe",
    "services.list-groups.title": "Lister vos groupes",
    "services.list-groups.summary": "Lister les groupes Microsoft 365 dont vous êtes membre.",
    "services.create-event.title": "Créer un événement dans un calendrier de groupe",
    "services.create-event.summary": "Créer un événement ou une série dans le calendrier d'un groupe.",
    "services.modify-event.title": "Modifier un événement d'un calendrier de groupe",
    "services.modify-event.summary": "Modifier les champs indiqués d'un événement de groupe ou de toute une série.",
    "services.remove-event.title": "Supprimer un événement d'un calendrier de groupe",
    "services.remove-event.summary": "Supprimer un événement ou toute une série du calendrier d'un groupe.",
    "scopes.Group.Read.All.why": "Trouver vos groupes Microsoft 365 et afficher leurs calendriers. Un administrateur doit l'approuver",
    "scopes.Group.ReadWrite.All.why":
      "Créer, modifier et supprimer des événements dans les calendriers de vos groupes. Un administrateur doit l'approuver",
  },
  nl: {
    ...sharedTexts(sharedWords.nl),
    title: "Groepsagenda's",
    "sensors.calendar.title": "Groepsagenda",
    "services.list-groups.title": "Je groepen weergeven",
    "services.list-groups.summary": "De Microsoft 365-groepen weergeven waarvan je lid bent.",
    "services.create-event.title": "Gebeurtenis in een groepsagenda maken",
    "services.create-event.summary": "Een gebeurtenis of een reeks in de agenda van een groep maken.",
    "services.modify-event.title": "Gebeurtenis van een groepsagenda wijzigen",
    "services.modify-event.summary": "De opgegeven velden van een groepsgebeurtenis of een hele reeks wijzigen.",
    "services.remove-event.title": "Gebeurtenis uit een groepsagenda verwijderen",
    "services.remove-event.summary": "Een gebeurtenis of een hele reeks uit de agenda van een groep verwijderen.",
    "scopes.Group.Read.All.why": "Je Microsoft 365-groepen vinden en hun agenda's weergeven. Een beheerder moet dit goedkeuren",
    "scopes.Group.ReadWrite.All.why":
      "Gebeurtenissen in agenda's van je groepen maken, wijzigen en verwijderen. Een beheerder moet dit goedkeuren",
  },
};
