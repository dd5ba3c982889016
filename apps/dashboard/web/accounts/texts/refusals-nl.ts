import type { RefusalTexts } from "../refusal-texts.ts";

const again = "Meld je opnieuw aan.";
const ask = "Vraag het aan de beheerder van je organisatie.";
const fixed = `Casement kan dit niet veranderen. ${ask}`;
const approve = `${ask} Meld je tot die tijd aan met de machtigingen die je zelf kunt goedkeuren.`;

export const nl: RefusalTexts = {
  waiting: "Wacht op goedkeuring: {0}. Daarna start het vanzelf.",
  notGranted: "Microsoft heeft {0} niet verleend. Meld je opnieuw aan, of vraag een beheerder om goedkeuring.",
  changesOff: "Wijzigingen staan uit: het account is alleen met leesrechten aangemeld. Meld je opnieuw aan om ze toe te staan.",
  refusals: [
    [
      "65001",
      "Een machtiging ontbreekt of is ingetrokken.",
      "Meld je opnieuw aan en accepteer de machtigingen. Biedt Microsoft dat niet aan, dan moet een beheerder ze goedkeuren.",
    ],
    ["90094", "Alleen een beheerder kan een van de machtigingen goedkeuren.", approve],
    ["90095", "Alleen een beheerder kan een van de machtigingen goedkeuren. Je kunt de goedkeuring aanvragen.", approve],
    ["65004", "De machtigingen zijn geweigerd.", "Begin opnieuw en accepteer alle machtigingen, of vraag er minder."],
    ["50074 50076 50078 50158", "Microsoft eist meervoudige verificatie.", again],
    ["50079", "Microsoft eist dat je meervoudige verificatie instelt.", "Meld je opnieuw aan en volg de aanwijzingen van Microsoft."],
    ["53003", "Een beleid voor voorwaardelijke toegang van de organisatie blokkeert deze aanmelding (plaats, apparaat of app).", fixed],
    ["53000 530003 530033", "De organisatie eist een beheerd apparaat.", fixed],
    ["50105", "Het account is niet aan deze app toegewezen.", fixed],
    ["50132 50133 50173", "De aanmelding is ingetrokken, of het wachtwoord is gewijzigd.", again],
    ["700082", "De aanmelding is 90 dagen niet gebruikt en is verlopen.", again],
    [
      "7000222",
      "Het clientgeheim is verlopen.",
      "Maak onder ‘Certificaten en geheimen’ een nieuw aan en zet de waarde in clientSecret. Meestal hoef je je niet opnieuw aan te melden.",
    ],
    [
      "7000215",
      "Het clientgeheim is onjuist. Vaak is de id gekopieerd in plaats van de waarde.",
      "Kopieer onder ‘Certificaten en geheimen’ de kolom ‘Waarde’, of maak een nieuw geheim, en zet het in clientSecret.",
    ],
    [
      "700027",
      "Het clientcertificaat staat niet in de app-registratie, of is verlopen.",
      "Upload het in de app-registratie onder ‘Certificaten en geheimen’, of zet het certificaat van daar in clientCertificate.",
    ],
    [
      "700016",
      "Geen app in deze organisatie heeft die client-id.",
      "Controleer clientId. Hoort de app bij een andere organisatie, dan moet accountType die noemen, of de app accounts van alle organisaties toelaten.",
    ],
    [
      "50011",
      "De omleidings-URI staat niet in de app-registratie, of onder een ander platform.",
      "Voeg in de app-registratie onder ‘Verificatie’ precies de URI toe die Casement toont.",
    ],
    [
      "7000218",
      "De app-registratie eist een clientgeheim of certificaat.",
      "Vul clientSecret of clientCertificate in. Sta voor codes in de app-registratie openbare clientstromen toe.",
    ],
    [
      "50020",
      "Het account hoort bij een andere organisatie, of is een persoonlijk account dat de app niet toelaat.",
      "Meld je aan met een account dat bij accountType past, of verbeter accountType.",
    ],
    [
      "other-user",
      "Er heeft zich iemand anders aangemeld. De bewaarde gegevens zijn van de vorige persoon.",
      "Meld je als die persoon aan, of meld het account eerst af om met de nieuwe verder te gaan.",
    ],
    ["sign-in-expired", "De aanmelding is niet binnen 15 minuten afgerond.", "Begin opnieuw."],
    ["signed-out", "Het account is niet aangemeld.", "Meld het aan onder ‘Accounts’."],
    ["stopped", "De aanmelding is geannuleerd.", "Begin opnieuw."],
    ["claims-challenge", "Microsoft Graph eist een nieuw bewijs van identiteit, vanwege een beleid of een beveiligingsgebeurtenis.", again],
  ],
};
