import type { RefusalTexts } from "../refusal-texts.ts";

const again = "Melde dich neu an.";
const ask = "Frage den Administrator deiner Organisation.";
const fixed = `Casement kann das nicht ändern. ${ask}`;
const approve = `${ask} Melde dich bis dahin mit den Berechtigungen an, die du selbst genehmigen kannst.`;
const disk =
  "Schaffe Platz oder repariere das Dateisystem. Beende den Hub bis dahin nicht: Er arbeitet aus dem Arbeitsspeicher und speichert, sobald er kann.";
const wait = "Casement versucht es weiter. Hält das an, sieh im Protokoll des Hubs nach.";
const clock = "Stelle sie über das Netz (unter Linux: timedatectl set-ntp true).";
const newSecret =
  "Lege in der App-Registrierung unter „Zertifikate & Geheimnisse“ ein neues an, und trage es als clientSecret und clientSecretExpires ein.";
const newCertificate =
  "Lade in der App-Registrierung unter „Zertifikate & Geheimnisse“ ein neues hoch, und trage es als clientCertificate ein.";

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
    [
      "graph-refused",
      "Microsoft Graph weist das Konto ab, obwohl Microsofts Anmeldedienst neue Token ausstellt.",
      "Melde dich neu an. Hilft das nicht, frage den Administrator deiner Organisation, ob eine Richtlinie das Konto oder die App sperrt.",
    ],
    ["data-folder/full", "Der Datenordner lässt sich nicht schreiben: Der Speicherplatz ist voll.", disk],
    ["data-folder/locked", "Ein anderer Hub hat den Datenordner übernommen.", "Beende einen der beiden Hubs."],
    ["data-folder", "Der Datenordner lässt sich nicht schreiben. ({detail})", disk],
    [
      "plugin-error/failed",
      "{plugin}: {error}",
      "Berichtige die Konfiguration des Plugins oder melde den Fehler seinem Autor, und starte den Hub neu.",
    ],
    ["plugin-error", "{plugin}: {error}", wait],
    [
      "clock-wrong/ahead",
      "Die Uhr dieses Rechners geht {difference} vor. Termine beginnen und enden zur falschen Zeit, und Anmeldungen können scheitern.",
      clock,
    ],
    [
      "clock-wrong/behind",
      "Die Uhr dieses Rechners geht {difference} nach. Termine beginnen und enden zur falschen Zeit, und Anmeldungen können scheitern.",
      clock,
    ],
    ["stale/refused", "Nicht aktuell: {count} von {all} Sensoren. {cause}", "Bis dahin behalten sie ihre letzten Werte."],
    ["stale", "Nicht aktuell: {count} von {all} Sensoren. {cause}", wait],
    [
      "not-running/tried-soon",
      "Worker sind abgestürzt, nachdem sie dieses Konto geöffnet hatten. Die Werte bleiben, wie sie zuletzt waren.",
      "Es wird bald mit wenigen anderen oder allein geöffnet. Jetzt versuchen: casement accounts retry …",
    ],
    [
      "not-running",
      "Im Cluster führt zurzeit kein Worker dieses Konto. Die Werte bleiben, wie sie zuletzt waren.",
      "Ein anderer Worker übernimmt es. Hält das an, starte einen weiteren.",
    ],
    [
      "worker-crashed",
      "Der Worker, der dieses Konto öffnete, ist jedes Mal abgestürzt. Es ist geschlossen, damit die anderen Konten weiterlaufen, und wird noch einmal versucht: {retryAt}.",
      "Bitte melde es mit dem Protokoll des Workers. Jetzt versuchen: casement accounts retry …",
    ],
    ["secret-expires", "Das Clientgeheimnis läuft am {expires} ab.", newSecret],
    ["secret-expired", "Das Clientgeheimnis ist am {expires} abgelaufen.", newSecret],
    ["certificate-expires", "Das Clientzertifikat läuft am {expires} ab.", newCertificate],
    ["certificate-expired", "Das Clientzertifikat ist am {expires} abgelaufen.", newCertificate],
    ["receiver-failed", "Zurzeit kommen keine Meldungen von Microsoft an. Änderungen erscheinen beim nächsten Lesen. ({detail})"],
    ["subscription-failed", "Microsoft meldet zurzeit keine Änderungen von {sensors}. Sie erscheinen beim nächsten Lesen. ({detail})"],
    [
      "same-user",
      "Mit derselben Person angemeldet: {accounts}. Alles, was ihr gehört, erscheint mehrfach.",
      "Melde dich als jemand anderes an, oder entferne eines der Konten.",
    ],
  ],
};
