import { settingTexts } from "@casement/core";

/** English is in the schema. */
export const autoreplySettingTexts = settingTexts({
  de: {
    defaultText: {
      title: "Standardtext",
      description: "Text für alle, wenn automatische Antworten ohne Text eingeschaltet werden und das Postfach noch keinen hat",
    },
  },
  es: {
    defaultText: {
      title: "Texto por defecto",
      description: "Texto para todos, cuando se activan las respuestas automáticas sin texto y el buzón aún no tiene ninguno",
    },
  },
  fr: {
    defaultText: {
      title: "Texte par défaut",
      description: "Texte pour tous, quand les réponses automatiques sont activées sans texte et que la boîte n’en a pas encore",
    },
  },
  nl: {
    defaultText: {
      title: "Standaardtekst",
      description: "Tekst voor iedereen, als automatische antwoorden zonder tekst worden ingeschakeld en het postvak er nog geen heeft",
    },
  },
});
