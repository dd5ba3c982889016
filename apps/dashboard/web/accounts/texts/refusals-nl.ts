import type { RefusalTexts } from "../refusal-texts.ts";

const again = "Meld je opnieuw aan.";
const ask = "Vraag het aan de beheerder van je organisatie.";
const fixed = `Casement kan dit niet veranderen. ${ask}`;
const approve = `${ask} Meld je tot die tijd aan met de machtigingen die je zelf kunt goedkeuren.`;
const disk =
  "Maak ruimte vrij of herstel het bestandssysteem. Stop de hub tot die tijd niet: hij werkt vanuit het geheugen en slaat op zodra dat kan.";
const wait = "Casement blijft het proberen. Houdt het aan, kijk dan in het logboek van de hub.";
const clock = "Zet hem gelijk via het netwerk (op Linux: timedatectl set-ntp true).";
const newSecret =
  "Maak in de app-registratie onder ‘Certificaten en geheimen’ een nieuw aan, en zet het in clientSecret en clientSecretExpires.";
const newCertificate = "Upload in de app-registratie onder ‘Certificaten en geheimen’ een nieuw, en zet het in clientCertificate.";

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
    [
      "graph-refused",
      "Microsoft Graph weigert het account, hoewel de aanmeldservice van Microsoft nieuwe tokens uitgeeft.",
      "Meld je opnieuw aan. Helpt dat niet, vraag dan de beheerder van je organisatie of een beleid het account of de app blokkeert.",
    ],
    ["data-folder/full", "De gegevensmap kan niet worden geschreven: de schijf is vol.", disk],
    ["data-folder/locked", "Een andere hub heeft de gegevensmap overgenomen.", "Stop een van beide hubs."],
    ["data-folder", "De gegevensmap kan niet worden geschreven. ({detail})", disk],
    [
      "plugin-error/failed",
      "{plugin}: {error}",
      "Verbeter de configuratie van de plug-in of meld de fout aan de auteur, en start de hub opnieuw.",
    ],
    ["plugin-error", "{plugin}: {error}", wait],
    [
      "clock-wrong/ahead",
      "De klok van deze computer loopt {difference} voor. Afspraken beginnen en eindigen op de verkeerde tijd, en aanmeldingen kunnen mislukken.",
      clock,
    ],
    [
      "clock-wrong/behind",
      "De klok van deze computer loopt {difference} achter. Afspraken beginnen en eindigen op de verkeerde tijd, en aanmeldingen kunnen mislukken.",
      clock,
    ],
    ["stale/refused", "Niet actueel: {count} van {all} sensoren. {cause}", "Tot die tijd houden ze hun laatste waarden."],
    ["stale", "Niet actueel: {count} van {all} sensoren. {cause}", wait],
    [
      "not-running/tried-soon",
      "Workers zijn gecrasht nadat ze dit account hadden geopend. De waarden blijven zoals ze waren.",
      "Het wordt binnenkort alleen of met weinig andere geopend. Nu proberen: casement accounts retry …",
    ],
    [
      "not-running",
      "Op dit moment draait geen worker van het cluster dit account. De waarden blijven zoals ze waren.",
      "Een andere worker neemt het over. Duurt dat lang, start er dan nog een.",
    ],
    [
      "worker-crashed",
      "De worker die dit account opende, is elke keer gecrasht. Het is gesloten zodat de andere accounts blijven werken, en wordt opnieuw geprobeerd: {retryAt}.",
      "Meld het met het logboek van de worker. Nu proberen: casement accounts retry …",
    ],
    ["secret-expires", "Het clientgeheim verloopt op {expires}.", newSecret],
    ["secret-expired", "Het clientgeheim is op {expires} verlopen.", newSecret],
    ["certificate-expires", "Het clientcertificaat verloopt op {expires}.", newCertificate],
    ["certificate-expired", "Het clientcertificaat is op {expires} verlopen.", newCertificate],
    [
      "receiver-failed",
      "Op dit moment komen er geen meldingen van Microsoft binnen. Wijzigingen verschijnen bij de volgende keer lezen. ({detail})",
    ],
    [
      "subscription-failed",
      "Op dit moment meldt Microsoft geen wijzigingen van {sensors}. Ze verschijnen bij de volgende keer lezen. ({detail})",
    ],
    [
      "same-user",
      "Dezelfde persoon is aangemeld bij: {accounts}. Alles van deze persoon verschijnt meer dan eens.",
      "Meld je aan als iemand anders, of verwijder een van de accounts.",
    ],
  ],
};
