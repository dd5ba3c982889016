import type { EmailWords } from "./email-words.ts";

const importance = { title: "Urgentie", values: { low: "Laag", normal: "Normaal", high: "Hoog" } };
const body = { title: "Berichttekst", values: { none: "Geen", text: "Tekst", html: "HTML" } };
const folder = "Naam zoals inbox of archive, pad van mapnamen (Postvak IN/Rekeningen/2026) of id";
const address = "Een of meer adressen: ada@example.com of Ada Reed <ada@example.com>";

export const nlWords: EmailWords = {
  title: "Outlook-e-mail",
  folder: { title: "E-mail", unit: "ongelezen", unitOfOne: "ongelezen" },
  services: {
    send: { title: "Bericht verzenden", summary: "Een e-mail verzenden, zonder geadresseerde naar het eigen postvak." },
    reply: { title: "De afzender beantwoorden", summary: "De afzender van een e-mail beantwoorden." },
    "reply-all": { title: "Allen beantwoorden", summary: "De afzender en alle geadresseerden van een e-mail beantwoorden." },
    forward: { title: "Bericht doorsturen", summary: "Een e-mail naar andere personen doorsturen." },
    "create-draft": { title: "Concept maken", summary: "Een concept van een e-mail maken zonder het te verzenden." },
    "send-draft": { title: "Concept verzenden", summary: "Een concept naar de geadresseerden verzenden." },
    "list-messages": {
      title: "Berichten weergeven",
      summary: "De e-mails in een map weergeven die aan filters of een zoekopdracht voldoen.",
    },
    "get-message": { title: "Bericht lezen", summary: "Een e-mail met de tekst lezen." },
    "list-folders": { title: "Mappen weergeven", summary: "De mappen weergeven met hun pad en aantal berichten." },
    "create-folder": { title: "Map maken", summary: "Een map maken, en de bovenliggende die niet bestaan." },
    "find-people": { title: "Personen zoeken", summary: "Adressen bij een naam zoeken in de e-mails van gevolgde mappen." },
    mark: {
      title: "Berichten markeren",
      summary: "E-mails als gelezen of ongelezen markeren, een vlag geven of hun categorieën instellen.",
    },
    move: { title: "Berichten verplaatsen", summary: "E-mails naar een andere map verplaatsen." },
    remove: {
      title: "Berichten verwijderen",
      summary: "E-mails naar Verwijderde items verplaatsen of definitief verwijderen.",
    },
    "read-attachment": { title: "Bijlage lezen", summary: "De tekst van een bijlage teruggeven: PDF, Word, HTML of tekst." },
    "save-attachments": { title: "Bijlagen opslaan", summary: "De bijlagen van een e-mail als bestanden opslaan." },
    "download-attachment": { title: "Bijlage downloaden", summary: "De inhoud van één bijlage van een e-mail in base64 teruggeven." },
    "download-pictures": {
      title: "Afbeeldingen in een bericht downloaden",
      summary: "De afbeeldingen in de tekst van een e-mail teruggeven, in base64.",
    },
  },
  events: { "message-received": "E-mail ontvangen", "message-sent": "E-mail verzonden" },
  scopes: {
    "Mail.ReadBasic": "Je berichten tellen en weergeven, zonder de inhoud",
    "Mail.Read": "Je berichten weergeven en doorzoeken",
    "Mail.ReadWrite": "Berichten markeren, verplaatsen en verwijderen, concepten maken en grote bestanden bijvoegen voor je",
    "Mail.Send": "E-mail namens jou verzenden",
    "Mail.Send.Shared": "E-mail verzenden vanuit de postvakken in sendFrom",
  },
  fields: {
    id: { title: "Bericht", description: "Id van het bericht" },
    ids: { title: "Berichten", description: "Id van een bericht, of een lijst met id's" },
    draftId: { title: "Concept", description: "Id van het concept" },
    draft: { title: "Concept", description: "Een concept in het gesprek maken in plaats van te verzenden" },
    content: {
      text: { title: "Tekst", description: "Het bericht als tekst; regeleinden blijven behouden" },
      attachments: { title: "Bijlagen" },
      html: { title: "HTML", description: "Het bericht als HTML in plaats van tekst" },
      pictures: {
        title: "Afbeeldingen",
        description: 'Afbeeldingen in het bericht: waar in de HTML <img src="cid:picture-1"> staat, anders eronder',
      },
      zip: {
        title: "Bijlagen comprimeren",
        description: "De bijlagen in één archief inpakken: de naam ervan, of true voor attachments.zip",
      },
    },
    recipients: {
      to: { title: "Aan", description: address },
      cc: { title: "Cc", description: "Adressen in Cc" },
      bcc: { title: "Bcc", description: "Adressen in Bcc" },
    },
    newMessage: {
      to: { title: "Aan", description: `${address}. Standaard het eigen postvak, als Cc en Bcc ook leeg zijn` },
      subject: { title: "Onderwerp" },
      replyTo: { title: "Antwoorden naar", description: "Adressen waar antwoorden naartoe gaan" },
      from: { title: "Van", description: "Een ander postvak als afzender; zie sendFrom in de configuratie" },
      importance,
    },
    filters: {
      folder: { title: "Map", description: folder },
      search: {
        title: "Zoeken",
        description:
          'Zoekt in afzender, onderwerp, tekst en bijlagen. Ook met de syntaxis van Outlook: from:ada subject:verslag OR "exacte woorden"',
      },
      from: {
        title: "Van",
        description: "Adres, @domein of deel van de naam van de afzender; bij een lijst is één overeenkomst genoeg",
      },
      subjectContains: { title: "Onderwerp bevat", description: "Tekst in het onderwerp" },
      unread: { title: "Ongelezen", description: "Ja: alleen ongelezen berichten; Nee: alleen gelezen berichten" },
      newerThan: { title: "Nieuwer dan", description: "Een leeftijd zoals 30m, 24h, 7d of 2w, of een datum" },
      olderThan: { title: "Ouder dan", description: "Eerder ontvangen: een leeftijd zoals 30d, of een datum" },
      maxItems: { title: "Maximumaantal" },
      conversation: { title: "Gesprek", description: "Berichten van dit gesprek uit alle mappen, ook verzonden berichten" },
      bodyContains: { title: "Berichttekst bevat", description: "Tekst in het bericht" },
      to: { title: "Aan", description: "Adres, @domein of deel van de naam van iemand in Aan of Cc" },
      subjectIs: { title: "Exact onderwerp", description: "Het volledige onderwerp" },
      hasAttachments: { title: "Met bijlagen", description: "Afbeeldingen in de tekst tellen niet mee" },
      importance,
      flagged: { title: "Met vlag", description: "Met een vlag die niet is voltooid" },
      category: { title: "Categorie", description: "Naam van een categorie" },
    },
    listing: {
      fields: { title: "Velden", description: "Eigenschappen naast id. Standaard: alle behalve webLink" },
      cursor: { title: "Volgende pagina", description: "`cursor` van de vorige pagina" },
    },
    selection: {
      where: {
        title: "Alle die voldoen",
        description: "In plaats van id's: alle berichten die voldoen, nieuwste eerst, zoals bij list-messages",
      },
      maxItems: { title: "Maximumaantal", description: "Van de berichten die voldoen" },
    },
    parentFolder: { title: "Map", description: "Alleen de mappen hierin" },
    newFolder: { title: "Map", description: "Pad van mapnamen: Inbox/Rekeningen/2026" },
    people: {
      query: { title: "Naam of adres", description: "Delen van een naam of adres" },
      maxItems: { title: "Maximumaantal" },
    },
    contents: {
      body,
      preview: { title: "Voorbeeld" },
      attachments: { title: "Bijlagen", description: "Namen van de bijlagen" },
      inlineAttachments: { title: "Afbeeldingen in de tekst", description: "Namen van de afbeeldingen in de tekst" },
    },
    bodyOfOne: { ...body, description: "Standaard tekst, als de machtigingen die omvatten" },
    remotePictures: {
      title: "Afbeeldingen van elders",
      description: "Adressen van afbeeldingen in de HTML bewaren. Wie er een laadt, verraadt de afzender dat het bericht is geopend",
    },
    mark: {
      read: { title: "Gelezen" },
      flag: { title: "Vlag", values: { flagged: "Met vlag", complete: "Voltooid", none: "Geen" } },
      flagDue: { title: "Einddatum", description: "Einddatum van de vlag; alleen met flag: flagged" },
      categories: { title: "Categorieën", description: "Vervangt alle categorieën; een lege lijst verwijdert ze" },
    },
    move: { folder: { title: "Map", description: folder } },
    remove: { permanently: { title: "Definitief", description: "Ook uit Verwijderde items verwijderen" } },
    save: {
      folder: { title: "Map", description: "Map in een van de mappen in files.write; leeg: die map zelf" },
      names: { title: "Namen van bijlagen", description: "Alleen bijlagen met deze namen opslaan" },
      inlineAttachments: { title: "Afbeeldingen in de tekst", description: "Ook afbeeldingen in de tekst opslaan" },
    },
    nextPage: { title: "Volgende pagina", description: "`cursor` van de vorige pagina" },
    attachmentName: { title: "Naam van de bijlage" },
  },
};
