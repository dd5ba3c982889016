import { attributeTexts } from "@casement/core";

/** Titles of what sensors show that is no field of a service. In English, the names say it. */
export const statusAttributeTexts = attributeTexts({
  de: {
    statusMessage: "Statusmeldung",
    outOfOffice: "Abwesend",
    outOfOfficeMessage: "Abwesenheitsnachricht",
    workLocation: "Arbeitsort",
    statusMessageUntil: "Statusmeldung bis",
    userId: "ID der Person",
  },
  es: {
    statusMessage: "Mensaje de estado",
    outOfOffice: "Fuera de la oficina",
    outOfOfficeMessage: "Mensaje de ausencia",
    workLocation: "Lugar de trabajo",
    statusMessageUntil: "Mensaje de estado hasta",
    userId: "ID de la persona",
  },
  fr: {
    statusMessage: "Message d'état",
    outOfOffice: "Absent du bureau",
    outOfOfficeMessage: "Message d'absence",
    workLocation: "Lieu de travail",
    statusMessageUntil: "Message d'état jusqu'au",
    userId: "ID de la personne",
  },
  nl: {
    statusMessage: "Statusbericht",
    outOfOffice: "Afwezig",
    outOfOfficeMessage: "Afwezigheidsbericht",
    workLocation: "Werklocatie",
    statusMessageUntil: "Statusbericht tot",
    userId: "ID van de persoon",
  },
});
