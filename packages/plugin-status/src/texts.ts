import type { TranslatedTexts } from "@casement/core";
import { activityTexts } from "./activity-texts.ts";

type Language = keyof typeof activityTexts;

/** The choices that Teams words differently from the state that they lead to. */
interface PreferredTexts {
  readonly Away: string;
  readonly Offline: string;
}

/** The texts of presence as states of both sensor kinds and as values of inputs. */
function presenceTexts(language: Language, preferred: PreferredTexts): Readonly<Record<string, string>> {
  const texts = activityTexts[language];
  const entries = Object.entries(texts);
  const valuesOf = (input: string, values: Readonly<Record<string, string>>): [path: string, text: string][] =>
    Object.entries(values).map(([value, text]) => [`services.${input}.values.${value}`, text]);
  const { Available, Busy, Away, DoNotDisturb, BeRightBack, InACall, InAConferenceCall, Presenting } = texts;
  return Object.fromEntries([
    ...["status", "person"].flatMap((kind) => entries.map(([activity, text]) => [`sensors.${kind}.states.${activity}`, text])),
    ...valuesOf("set-presence.input.availability", { Available, Busy, Away, DoNotDisturb }),
    ...valuesOf("set-presence.input.activity", { Available, InACall, InAConferenceCall, Away, Presenting }),
    ...valuesOf("set-preferred-presence.input.availability", { Available, Busy, DoNotDisturb, BeRightBack, ...preferred }),
  ]);
}

export const statusTexts: TranslatedTexts = {
  en: presenceTexts("en", { Away: "Appear away", Offline: "Appear offline" }),
  de: {
    ...presenceTexts("de", { Away: "Als abwesend anzeigen", Offline: "Als offline anzeigen" }),
    title: "Teams-Status",
    "sensors.status.title": "Status",
    "sensors.person.title": "Person",
    "services.get-presence.title": "Status einer Person nachsehen",
    "services.get-presence.summary": "Den aktuellen Teams-Status von Personen nachsehen.",
    "services.get-presence.input.people.title": "Personen",
    "services.get-presence.input.people.description": "Prinzipalnamen, E-Mail-Adressen oder Objekt-IDs",
    "services.set-presence.title": "Deinen Status setzen",
    "services.set-presence.summary": "Für einige Minuten einen Teams-Status setzen; ein stärkerer aus Teams geht vor.",
    "services.set-presence.input.availability.title": "Status",
    "services.set-presence.input.activity.title": "Aktivität",
    "services.set-presence.input.activity.description":
      "„Beschäftigt“ erlaubt „In einem Anruf“ (Standard) und „In einer Telefonkonferenz“, die anderen erlauben nur eine Aktivität",
    "services.set-presence.input.minutes.title": "Dauer in Minuten",
    "services.set-presence.input.minutes.description": "Wie lange er gilt",
    "services.clear-presence.title": "Von Casement gesetzten Status löschen",
    "services.clear-presence.summary": "Den Teams-Status löschen, den Casement gesetzt hat.",
    "services.set-preferred-presence.title": "Deinen bevorzugten Status setzen",
    "services.set-preferred-presence.summary": "Den Teams-Status setzen, den andere sehen, wie von Hand in Teams.",
    "services.set-preferred-presence.input.availability.title": "Status",
    "services.set-preferred-presence.input.minutes.title": "Dauer in Minuten",
    "services.set-preferred-presence.input.minutes.description":
      "Wie lange er gilt. Standard: ein Tag für „Beschäftigt“ und „Nicht stören“, eine Woche für die anderen",
    "services.clear-preferred-presence.title": "Bevorzugten Status zurücksetzen",
    "services.clear-preferred-presence.summary": "Den bevorzugten Teams-Status zurücksetzen, damit Teams ihn selbst bestimmt.",
    "services.set-status-message.title": "Deine Statusmeldung setzen",
    "services.set-status-message.summary": "Die Statusmeldung setzen oder entfernen, die andere in Teams sehen.",
    "services.set-status-message.input.message.title": "Statusmeldung",
    "services.set-status-message.input.message.description": "Leer lassen, um die Meldung zu entfernen",
    "services.set-status-message.input.minutes.title": "Dauer in Minuten",
    "services.set-status-message.input.minutes.description": "Wie lange sie angezeigt wird. Standard: bis du sie änderst",
    "services.set-status-message.input.until.title": "Ende",
    "services.set-status-message.input.until.description": "Ende statt einer Dauer: ISO 8601; ohne Abweichung von UTC in deiner Zeitzone",
    "events.presence-changed.title": "Status geändert",
    "scopes.Presence.Read.why": "Deinen Status zeigen",
    "scopes.Presence.Read.All.why": "Deinen Status und den der Personen zeigen, die du auswählst",
    "scopes.User.ReadBasic.All.why": "Die Personen finden, die du auswählst",
    "scopes.Presence.ReadWrite.why": "Deinen Status und deine Statusmeldung setzen",
  },
  es: {
    ...presenceTexts("es", { Away: "Aparecer como ausente", Offline: "Aparecer sin conexión" }),
    title: "Estado de Teams",
    "sensors.status.title": "Estado",
    "sensors.person.title": "Persona",
    "services.get-presence.title": "Consultar el estado de alguien",
    "services.get-presence.summary": "Consultar el estado actual de Teams de una o más personas.",
    "services.get-presence.input.people.title": "Personas",
    "services.get-presence.input.people.description": "Nombres principales, direcciones de correo o identificadores de objeto",
    "services.set-presence.title": "Establecer tu estado",
    "services.set-presence.summary": "Establecer un estado de Teams durante unos minutos; uno más fuerte de Teams prevalece.",
    "services.set-presence.input.availability.title": "Estado",
    "services.set-presence.input.activity.title": "Actividad",
    "services.set-presence.input.activity.description":
      "«Ocupado» permite «En una llamada» (predeterminado) y «En una conferencia telefónica»; los demás solo permiten una actividad",
    "services.set-presence.input.minutes.title": "Duración en minutos",
    "services.set-presence.input.minutes.description": "Cuánto dura",
    "services.clear-presence.title": "Quitar el estado establecido por Casement",
    "services.clear-presence.summary": "Quitar el estado de Teams que Casement ha establecido.",
    "services.set-preferred-presence.title": "Establecer tu estado preferido",
    "services.set-preferred-presence.summary": "Establecer el estado que ven los demás, como si lo eligieras en Teams.",
    "services.set-preferred-presence.input.availability.title": "Estado",
    "services.set-preferred-presence.input.minutes.title": "Duración en minutos",
    "services.set-preferred-presence.input.minutes.description":
      "Cuánto dura. Valor predeterminado: un día para «Ocupado» y «No molestar», una semana para los demás",
    "services.clear-preferred-presence.title": "Restablecer tu estado preferido",
    "services.clear-preferred-presence.summary": "Restablecer el estado preferido para que Teams lo determine automáticamente.",
    "services.set-status-message.title": "Establecer tu mensaje de estado",
    "services.set-status-message.summary": "Establecer o quitar el mensaje de estado que los demás ven en Teams.",
    "services.set-status-message.input.message.title": "Mensaje de estado",
    "services.set-status-message.input.message.description": "Déjalo vacío para quitar el mensaje",
    "services.set-status-message.input.minutes.title": "Duración en minutos",
    "services.set-status-message.input.minutes.description": "Cuánto tiempo se muestra. Valor predeterminado: hasta que lo cambies",
    "services.set-status-message.input.until.title": "Fin",
    "services.set-status-message.input.until.description":
      "Fin en lugar de una duración: ISO 8601; sin diferencia con UTC, en tu zona horaria",
    "events.presence-changed.title": "Estado cambiado",
    "scopes.Presence.Read.why": "Mostrar tu estado",
    "scopes.Presence.Read.All.why": "Mostrar tu estado y el de las personas que elijas",
    "scopes.User.ReadBasic.All.why": "Encontrar a las personas que elijas",
    "scopes.Presence.ReadWrite.why": "Establecer tu estado y tu mensaje de estado",
  },
  fr: {
    ...presenceTexts("fr", { Away: "Apparaître absent", Offline: "Apparaître hors connexion" }),
    title: "Statut Teams",
    "sensors.status.title": "Statut",
    "sensors.person.title": "Personne",
    "services.get-presence.title": "Consulter le statut d'une personne",
    "services.get-presence.summary": "Consulter le statut Teams actuel d'une ou de plusieurs personnes.",
    "services.get-presence.input.people.title": "Personnes",
    "services.get-presence.input.people.description": "Noms principaux, adresses e-mail ou identifiants d'objet",
    "services.set-presence.title": "Définir votre statut",
    "services.set-presence.summary": "Définir un statut Teams pour quelques minutes ; un statut plus fort de Teams l'emporte.",
    "services.set-presence.input.availability.title": "Statut",
    "services.set-presence.input.activity.title": "Activité",
    "services.set-presence.input.activity.description":
      "« Occupé » permet « En communication » (par défaut) et « En conférence téléphonique » ; les autres ne permettent qu'une activité",
    "services.set-presence.input.minutes.title": "Durée en minutes",
    "services.set-presence.input.minutes.description": "Combien de temps il dure",
    "services.clear-presence.title": "Effacer le statut défini par Casement",
    "services.clear-presence.summary": "Effacer le statut Teams que Casement a défini.",
    "services.set-preferred-presence.title": "Définir votre statut préféré",
    "services.set-preferred-presence.summary": "Définir le statut que les autres voient, comme si vous le choisissiez dans Teams.",
    "services.set-preferred-presence.input.availability.title": "Statut",
    "services.set-preferred-presence.input.minutes.title": "Durée en minutes",
    "services.set-preferred-presence.input.minutes.description":
      "Combien de temps il dure. Par défaut : un jour pour « Occupé » et « Ne pas déranger », une semaine pour les autres",
    "services.clear-preferred-presence.title": "Réinitialiser votre statut préféré",
    "services.clear-preferred-presence.summary": "Réinitialiser le statut préféré, pour que Teams le détermine automatiquement.",
    "services.set-status-message.title": "Définir votre message de statut",
    "services.set-status-message.summary": "Définir ou supprimer le message de statut que les autres voient dans Teams.",
    "services.set-status-message.input.message.title": "Message de statut",
    "services.set-status-message.input.message.description": "Laissez vide pour supprimer le message",
    "services.set-status-message.input.minutes.title": "Durée en minutes",
    "services.set-status-message.input.minutes.description":
      "Combien de temps il est affiché. Par défaut : jusqu'à ce que vous le changiez",
    "services.set-status-message.input.until.title": "Fin",
    "services.set-status-message.input.until.description":
      "Fin au lieu d'une durée : ISO 8601 ; sans décalage UTC, dans votre fuseau horaire",
    "events.presence-changed.title": "Statut modifié",
    "scopes.Presence.Read.why": "Afficher votre statut",
    "scopes.Presence.Read.All.why": "Afficher votre statut et celui des personnes que vous choisissez",
    "scopes.User.ReadBasic.All.why": "Trouver les personnes que vous choisissez",
    "scopes.Presence.ReadWrite.why": "Définir votre statut et votre message de statut",
  },
  nl: {
    ...presenceTexts("nl", { Away: "Als afwezig weergeven", Offline: "Als offline weergeven" }),
    title: "Teams-status",
    "sensors.status.title": "Status",
    "sensors.person.title": "Persoon",
    "services.get-presence.title": "Status van iemand opzoeken",
    "services.get-presence.summary": "De huidige Teams-status van een of meer personen opzoeken.",
    "services.get-presence.input.people.title": "Personen",
    "services.get-presence.input.people.description": "Principal-namen, e-mailadressen of object-id's",
    "services.set-presence.title": "Je status instellen",
    "services.set-presence.summary": "Een paar minuten een Teams-status instellen; een sterkere status uit Teams gaat voor.",
    "services.set-presence.input.availability.title": "Status",
    "services.set-presence.input.activity.title": "Activiteit",
    "services.set-presence.input.activity.description":
      "'Bezet' staat 'In gesprek' (standaard) en 'In een telefonische vergadering' toe; de andere staan maar één activiteit toe",
    "services.set-presence.input.minutes.title": "Duur in minuten",
    "services.set-presence.input.minutes.description": "Hoelang die geldt",
    "services.clear-presence.title": "Door Casement ingestelde status wissen",
    "services.clear-presence.summary": "De Teams-status wissen die Casement heeft ingesteld.",
    "services.set-preferred-presence.title": "Je voorkeursstatus instellen",
    "services.set-preferred-presence.summary": "De status instellen die anderen zien, alsof je die in Teams kiest.",
    "services.set-preferred-presence.input.availability.title": "Status",
    "services.set-preferred-presence.input.minutes.title": "Duur in minuten",
    "services.set-preferred-presence.input.minutes.description":
      "Hoelang die geldt. Standaard: een dag voor 'Bezet' en 'Niet storen', een week voor de andere",
    "services.clear-preferred-presence.title": "Je voorkeursstatus opnieuw instellen",
    "services.clear-preferred-presence.summary": "De voorkeursstatus wissen, zodat Teams de status zelf bepaalt.",
    "services.set-status-message.title": "Je statusbericht instellen",
    "services.set-status-message.summary": "Het statusbericht instellen of verwijderen dat anderen in Teams zien.",
    "services.set-status-message.input.message.title": "Statusbericht",
    "services.set-status-message.input.message.description": "Laat leeg om het bericht te verwijderen",
    "services.set-status-message.input.minutes.title": "Duur in minuten",
    "services.set-status-message.input.minutes.description": "Hoelang het wordt weergegeven. Standaard: tot je het wijzigt",
    "services.set-status-message.input.until.title": "Einde",
    "services.set-status-message.input.until.description":
      "Einde in plaats van een duur: ISO 8601; zonder afwijking van UTC in je tijdzone",
    "events.presence-changed.title": "Status gewijzigd",
    "scopes.Presence.Read.why": "Je status weergeven",
    "scopes.Presence.Read.All.why": "Je status weergeven, en die van de personen die je kiest",
    "scopes.User.ReadBasic.All.why": "De personen vinden die je kiest",
    "scopes.Presence.ReadWrite.why": "Je status en je statusbericht instellen",
  },
};
