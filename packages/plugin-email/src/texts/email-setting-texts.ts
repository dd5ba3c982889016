import { type SettingText, type SettingTexts, settingTexts } from "@casement/core";
import { deWords } from "./de.ts";
import type { EmailWords } from "./email-words.ts";
import { esWords } from "./es.ts";
import { frWords } from "./fr.ts";
import { nlWords } from "./nl.ts";

/** A sensor has the filters of list-messages, but for those of a single question. */
function sensorFields(
  { fields }: EmailWords,
  name: SettingText,
  more: Readonly<Record<"maxItems" | "body" | "preview", string>>,
): SettingTexts {
  const { conversation: _, olderThan: __, ...filters } = fields.filters;
  return {
    ...{ name, ...filters, ...fields.contents },
    maxItems: { ...filters.maxItems, description: more.maxItems },
    body: { ...fields.contents.body, description: more.body },
    preview: { ...fields.contents.preview, description: more.preview },
  };
}

/** English is in the schema. */
export const emailSettingTexts = settingTexts({
  de: {
    sensors: {
      title: "Sensoren",
      description: "Standard: ein Sensor für den Posteingang",
      fields: sensorFields(
        deWords,
        { title: "Name", description: "Titel des Sensors" },
        {
          maxItems: "Höchstzahl der Nachrichten in der Liste",
          body: "Den Text zeigen, als Text oder als sicheres HTML",
          preview: "Die ersten Worte zeigen",
        },
      ),
    },
    sentItems: {
      title: "Gesendete Elemente",
      description: "Gesendete Elemente beobachten: ein weiterer Sensor, und Ereignisse für Nachrichten, die andere Programme senden",
    },
    send: { title: "Senden", description: "Ja: Senden auch ohne „Ändern“ erlauben. Nein: nie. Standard: wie „Ändern“" },
    sendFrom: { title: "Senden als", description: "Andere Postfächer als Absender; deren Besitzer müssen es in Outlook erlaubt haben" },
  },
  es: {
    sensors: {
      title: "Sensores",
      description: "Por defecto: un sensor para la bandeja de entrada",
      fields: sensorFields(
        esWords,
        { title: "Nombre", description: "Título del sensor" },
        {
          maxItems: "Número máximo de mensajes en la lista",
          body: "Mostrar el texto, como texto o como HTML seguro",
          preview: "Mostrar las primeras palabras",
        },
      ),
    },
    sentItems: {
      title: "Elementos enviados",
      description: "Observar los elementos enviados: un sensor más, y eventos para los mensajes que envían otros programas",
    },
    send: { title: "Enviar", description: "Sí: permitir enviar aunque no se permitan cambios. No: nunca. Por defecto: según los cambios" },
    sendFrom: { title: "Enviar como", description: "Otros buzones como remitente; sus propietarios deben haberlo permitido en Outlook" },
  },
  fr: {
    sensors: {
      title: "Capteurs",
      description: "Par défaut : un capteur pour la boîte de réception",
      fields: sensorFields(
        frWords,
        { title: "Nom", description: "Titre du capteur" },
        {
          maxItems: "Nombre maximal de messages dans la liste",
          body: "Montrer le texte, en texte ou en HTML sûr",
          preview: "Montrer les premiers mots",
        },
      ),
    },
    sentItems: {
      title: "Éléments envoyés",
      description:
        "Observer les éléments envoyés : un capteur de plus, et des événements pour les messages que d’autres programmes envoient",
    },
    send: {
      title: "Envoyer",
      description: "Oui : permettre l’envoi même sans les modifications. Non : jamais. Par défaut : comme les modifications",
    },
    sendFrom: {
      title: "Envoyer en tant que",
      description: "Autres boîtes comme expéditeur ; leurs propriétaires doivent l’avoir permis dans Outlook",
    },
  },
  nl: {
    sensors: {
      title: "Sensoren",
      description: "Standaard: één sensor voor het Postvak IN",
      fields: sensorFields(
        nlWords,
        { title: "Naam", description: "Titel van de sensor" },
        {
          maxItems: "Maximumaantal berichten in de lijst",
          body: "De tekst tonen, als tekst of als veilige HTML",
          preview: "De eerste woorden tonen",
        },
      ),
    },
    sentItems: {
      title: "Verzonden items",
      description: "Verzonden items volgen: een extra sensor, en voorvallen voor berichten die andere programma's verzenden",
    },
    send: { title: "Verzenden", description: "Ja: verzenden ook toestaan zonder wijzigingen. Nee: nooit. Standaard: zoals wijzigingen" },
    sendFrom: {
      title: "Verzenden als",
      description: "Andere postvakken als afzender; de eigenaars moeten het in Outlook hebben toegestaan",
    },
  },
});
