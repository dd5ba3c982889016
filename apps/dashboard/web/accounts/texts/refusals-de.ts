import type { RefusalTexts } from "../refusal-texts.ts";

const again = "Melde dich neu an.";
const ask = "Frage den Administrator deiner Organisation.";
const fixed = `Casement kann das nicht ändern. ${ask}`;
const approve = `${ask} Melde dich bis dahin mit den Berechtigungen an, die du selbst genehmigen kannst.`;

export const de: RefusalTexts = {
  waiting: "Wartet auf Genehmigung: {0}. Danach startet es von selbst.",
  notGranted: "Microsoft hat {0} nicht erteilt. Melde dich neu an, oder bitte einen Administrator um die Genehmigung.",
  changesOff: "Änderungen sind aus: Das Konto ist nur mit Leserechten angemeldet. Melde dich neu an, um sie zu erlauben.",
  refusals: [
    [
      "65001",
      "Eine Berechtigung fehlt oder wurde widerrufen.",
      "Melde dich neu an und nimm die Berechtigungen an. Bietet Microsoft das nicht an, muss ein Administrator sie genehmigen.",
    ],
    ["90094", "Nur ein Administrator kann eine der Berechtigungen genehmigen.", approve],
    ["90095", "Nur ein Administrator kann eine der Berechtigungen genehmigen. Du kannst die Genehmigung beantragen.", approve],
    [
      "65004",
      "Die Berechtigungen wurden abgelehnt.",
      "Beginne die Anmeldung neu und nimm alle Berechtigungen an, oder fordere weniger an.",
    ],
    ["50074 50076 50078 50158", "Microsoft verlangt eine mehrstufige Authentifizierung.", again],
    [
      "50079",
      "Microsoft verlangt, dass du die mehrstufige Authentifizierung einrichtest.",
      "Melde dich neu an und folge den Anweisungen von Microsoft.",
    ],
    ["53003", "Eine Richtlinie für bedingten Zugriff deiner Organisation sperrt diese Anmeldung (nach Ort, Gerät oder App).", fixed],
    ["53000 530003 530033", "Die Organisation verlangt ein verwaltetes Gerät.", fixed],
    ["50105", "Das Konto ist dieser App nicht zugewiesen.", fixed],
    ["50132 50133 50173", "Die Anmeldung wurde widerrufen, oder das Kennwort hat sich geändert.", again],
    ["700082", "Die Anmeldung wurde 90 Tage nicht benutzt und ist abgelaufen.", again],
    [
      "7000222",
      "Das Clientgeheimnis ist abgelaufen.",
      "Lege unter „Zertifikate & Geheimnisse“ ein neues an und trage seinen Wert als clientSecret ein. Meist musst du dich nicht neu anmelden.",
    ],
    [
      "7000215",
      "Das Clientgeheimnis ist falsch. Oft wurde seine ID statt des Werts kopiert.",
      "Kopiere unter „Zertifikate & Geheimnisse“ die Spalte „Wert“, oder lege ein neues an, und trage es als clientSecret ein.",
    ],
    [
      "700027",
      "Das Clientzertifikat ist nicht in der App-Registrierung, oder es ist abgelaufen.",
      "Lade es in der App-Registrierung unter „Zertifikate & Geheimnisse“ hoch, oder trage das dortige als clientCertificate ein.",
    ],
    [
      "700016",
      "Keine App dieser Organisation hat diese Client-ID.",
      "Prüfe clientId. Gehört die App zu einer anderen Organisation, muss accountType deren Mandanten nennen, oder die App muss Konten aller Organisationen zulassen.",
    ],
    [
      "50011",
      "Der Umleitungs-URI fehlt in der App-Registrierung, oder er steht dort unter einer anderen Plattform.",
      "Füge in der App-Registrierung unter „Authentifizierung“ genau den URI hinzu, den Casement zeigt.",
    ],
    [
      "7000218",
      "Die App-Registrierung verlangt ein Clientgeheimnis oder Zertifikat.",
      "Trage clientSecret oder clientCertificate ein. Für Codes erlaube in der App-Registrierung öffentliche Clientflows.",
    ],
    [
      "50020",
      "Das Konto gehört zu einer anderen Organisation, oder es ist ein privates Konto, das die App nicht zulässt.",
      "Melde dich mit einem Konto an, das zu accountType passt, oder berichtige accountType.",
    ],
    [
      "other-user",
      "Es hat sich jemand anders angemeldet. Die gespeicherten Daten gehören der vorigen Person.",
      "Melde dich als diese Person an, oder melde das Konto erst ab, um mit der neuen fortzufahren.",
    ],
    ["sign-in-expired", "Die Anmeldung wurde nicht innerhalb von 15 Minuten abgeschlossen.", "Beginne die Anmeldung neu."],
    ["signed-out", "Das Konto ist nicht angemeldet.", "Melde es unter „Konten“ an."],
    ["stopped", "Die Anmeldung wurde abgebrochen.", "Beginne die Anmeldung neu."],
    [
      "claims-challenge",
      "Microsoft Graph verlangt einen neuen Nachweis der Identität, wegen einer Richtlinie oder eines Sicherheitsereignisses.",
      again,
    ],
  ],
};
