import { settingTexts } from "@casement/core";

/** English is in the schema. */
export const chatSettingTexts = settingTexts({
  de: {
    poll: {
      title: "Abstand",
      description:
        "Wie oft nach neuen Nachrichten gesehen wird, etwa 60s oder 5m. Standard: beim Start und einmal am Tag, wie es Microsofts Bedingungen erlauben",
    },
    sendTo: {
      title: "Standard-Chat",
      description: "ID des Chats für Nachrichten ohne Chat (list-chats zeigt die IDs). Home Assistant hat dann eine Benachrichtigung",
    },
    maxItems: { title: "Höchstzahl", description: "Höchstzahl der Chats in der Liste" },
  },
  es: {
    poll: {
      title: "Intervalo",
      description:
        "Cada cuánto se buscan mensajes nuevos, por ejemplo 60s o 5m. Por defecto: al iniciar y una vez al día, como permiten las condiciones de Microsoft",
    },
    sendTo: {
      title: "Chat por defecto",
      description:
        "Identificador del chat para mensajes sin chat (list-chats muestra los identificadores). Home Assistant tiene entonces un notificador",
    },
    maxItems: { title: "Número máximo", description: "Número máximo de chats en la lista" },
  },
  fr: {
    poll: {
      title: "Intervalle",
      description:
        "À quelle fréquence chercher de nouveaux messages, par exemple 60s ou 5m. Par défaut : au démarrage et une fois par jour, comme les conditions de Microsoft le permettent",
    },
    sendTo: {
      title: "Conversation par défaut",
      description:
        "Identifiant de la conversation pour les messages sans conversation (list-chats montre les identifiants). Home Assistant a alors une notification",
    },
    maxItems: { title: "Nombre maximal", description: "Nombre maximal de conversations dans la liste" },
  },
  nl: {
    poll: {
      title: "Interval",
      description:
        "Hoe vaak naar nieuwe berichten wordt gekeken, zoals 60s of 5m. Standaard: bij de start en eenmaal per dag, zoals de voorwaarden van Microsoft toestaan",
    },
    sendTo: {
      title: "Standaardchat",
      description: "ID van de chat voor berichten zonder chat (list-chats toont de ID's). Home Assistant heeft dan een melder",
    },
    maxItems: { title: "Maximumaantal", description: "Maximumaantal chats in de lijst" },
  },
});
