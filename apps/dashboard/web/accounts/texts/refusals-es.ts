import type { RefusalTexts } from "../refusal-texts.ts";

const again = "Vuelve a iniciar sesión.";
const ask = "Pregunta al administrador de tu organización.";
const fixed = `Casement no puede cambiarlo. ${ask}`;
const approve = `${ask} Hasta entonces, inicia sesión con los permisos que puedes aprobar tú.`;
const disk =
  "Libera espacio o repara el sistema de archivos. Hasta entonces no detengas el hub: trabaja en memoria y guarda en cuanto puede.";
const wait = "Casement lo sigue intentando. Si persiste, consulta el registro del hub.";
const clock = "Ajústalo por la red (en Linux: timedatectl set-ntp true).";
const newSecret = "Crea uno en el registro de la aplicación, en «Certificados y secretos», y ponlo en clientSecret y clientSecretExpires.";
const newCertificate = "Carga uno nuevo en el registro de la aplicación, en «Certificados y secretos», y ponlo en clientCertificate.";

export const es: RefusalTexts = {
  waiting: "Espera la aprobación: {0}. Después empieza por sí solo.",
  notGranted: "Microsoft no ha concedido {0}. Vuelve a iniciar sesión o pide a un administrador que lo apruebe.",
  changesOff: "Los cambios están desactivados: la cuenta solo tiene permisos de lectura. Vuelve a iniciar sesión para permitirlos.",
  refusals: [
    [
      "65001",
      "Falta un permiso o se ha retirado.",
      "Vuelve a iniciar sesión y acepta los permisos. Si Microsoft no lo ofrece, debe aprobarlos un administrador.",
    ],
    ["90094", "Solo un administrador puede aprobar uno de los permisos.", approve],
    ["90095", "Solo un administrador puede aprobar uno de los permisos. Puedes solicitar la aprobación.", approve],
    ["65004", "Se han rechazado los permisos.", "Empieza de nuevo y acepta todos los permisos, o solicita menos."],
    ["50074 50076 50078 50158", "Microsoft exige autenticación multifactor.", again],
    [
      "50079",
      "Microsoft exige que configures la autenticación multifactor.",
      "Vuelve a iniciar sesión y sigue las instrucciones de Microsoft.",
    ],
    [
      "53003",
      "Una directiva de acceso condicional de la organización bloquea este inicio de sesión (lugar, dispositivo o aplicación).",
      fixed,
    ],
    ["53000 530003 530033", "La organización exige un dispositivo administrado.", fixed],
    ["50105", "La cuenta no está asignada a esta aplicación.", fixed],
    ["50132 50133 50173", "Se ha revocado el inicio de sesión o ha cambiado la contraseña.", again],
    ["700082", "El inicio de sesión no se ha usado en 90 días y ha caducado.", again],
    [
      "7000222",
      "El secreto de cliente ha caducado.",
      "Crea uno en «Certificados y secretos» y pon su valor en clientSecret. Normalmente no hace falta volver a iniciar sesión.",
    ],
    [
      "7000215",
      "El secreto de cliente es incorrecto. A menudo se ha copiado su id. en lugar de su valor.",
      "Copia la columna «Valor» en «Certificados y secretos», o crea un secreto, y ponlo en clientSecret.",
    ],
    [
      "700027",
      "El certificado de cliente no está en el registro de la aplicación, o ha caducado.",
      "Cárgalo en el registro de la aplicación, en «Certificados y secretos», o pon en clientCertificate el que está allí.",
    ],
    [
      "700016",
      "Ninguna aplicación de esta organización tiene ese id. de cliente.",
      "Comprueba clientId. Si la aplicación es de otra organización, accountType debe nombrarla, o la aplicación debe admitir cuentas de todas las organizaciones.",
    ],
    [
      "50011",
      "El URI de redirección no está en el registro de la aplicación, o está en otra plataforma.",
      "En el registro de la aplicación, en «Autenticación», añade exactamente el URI que muestra Casement.",
    ],
    [
      "7000218",
      "El registro de la aplicación exige un secreto de cliente o un certificado.",
      "Pon clientSecret o clientCertificate. Para los códigos, permite los flujos de cliente público en el registro.",
    ],
    [
      "50020",
      "La cuenta es de otra organización, o es una cuenta personal que la aplicación no admite.",
      "Inicia sesión con una cuenta que corresponda a accountType, o corrige accountType.",
    ],
    [
      "other-user",
      "Ha iniciado sesión otra persona. Los datos guardados son de la anterior.",
      "Inicia sesión como esa persona, o cierra antes la sesión de la cuenta para continuar con la nueva.",
    ],
    ["sign-in-expired", "El inicio de sesión no se completó en 15 minutos.", "Empieza de nuevo."],
    ["signed-out", "La cuenta no ha iniciado sesión.", "Inicia sesión en «Cuentas»."],
    ["stopped", "Se ha cancelado el inicio de sesión.", "Empieza de nuevo."],
    ["claims-challenge", "Microsoft Graph exige una nueva prueba de identidad, por una directiva o un suceso de seguridad.", again],
    [
      "graph-refused",
      "Microsoft Graph rechaza la cuenta, aunque el servicio de inicio de sesión de Microsoft emite tokens nuevos.",
      "Vuelve a iniciar sesión. Si no ayuda, pregunta al administrador de tu organización si una directiva bloquea la cuenta o la aplicación.",
    ],
    ["data-folder/full", "No se puede escribir en la carpeta de datos: el disco está lleno.", disk],
    ["data-folder/locked", "Otro hub se ha quedado con la carpeta de datos.", "Detén uno de los dos hubs."],
    ["data-folder", "No se puede escribir en la carpeta de datos. ({detail})", disk],
    ["plugin-error/failed", "{plugin}: {error}", "Corrige la configuración del plugin o avisa a su autor, y reinicia el hub."],
    ["plugin-error", "{plugin}: {error}", wait],
    [
      "clock-wrong/ahead",
      "El reloj de este equipo está adelantado {difference}. Los eventos empiezan y terminan a horas equivocadas, y los inicios de sesión pueden fallar.",
      clock,
    ],
    [
      "clock-wrong/behind",
      "El reloj de este equipo está atrasado {difference}. Los eventos empiezan y terminan a horas equivocadas, y los inicios de sesión pueden fallar.",
      clock,
    ],
    ["stale/refused", "Sin actualizar: {count} de {all} sensores. {cause}", "Hasta entonces conservan sus últimos valores."],
    ["stale", "Sin actualizar: {count} de {all} sensores. {cause}", wait],
    [
      "not-running/tried-soon",
      "Algunos workers se cerraron de forma inesperada tras abrir esta cuenta. Los valores siguen como estaban.",
      "Pronto se abrirá sola o con pocas más. Para intentarlo ahora: casement accounts retry …",
    ],
    [
      "not-running",
      "Ningún worker del clúster lleva esta cuenta en este momento. Los valores siguen como estaban.",
      "Otro worker se hará cargo. Si no ocurre, inicia uno más.",
    ],
    [
      "worker-crashed",
      "El worker que abría esta cuenta se ha cerrado cada vez de forma inesperada. Está cerrada para que las demás cuentas sigan funcionando, y se volverá a intentar: {retryAt}.",
      "Notifícalo con el registro del worker. Para intentarlo ahora: casement accounts retry …",
    ],
    ["secret-expires", "El secreto de cliente caduca el {expires}.", newSecret],
    ["secret-expired", "El secreto de cliente caducó el {expires}.", newSecret],
    ["certificate-expires", "El certificado de cliente caduca el {expires}.", newCertificate],
    ["certificate-expired", "El certificado de cliente caducó el {expires}.", newCertificate],
    ["receiver-failed", "Por ahora no llegan avisos de Microsoft. Los cambios aparecen con la próxima lectura. ({detail})"],
    ["subscription-failed", "Por ahora Microsoft no avisa de los cambios de {sensors}. Aparecen con la próxima lectura. ({detail})"],
    [
      "same-user",
      "La misma persona ha iniciado sesión en: {accounts}. Todo lo suyo aparece varias veces.",
      "Inicia sesión como otra persona o quita una de las cuentas.",
    ],
  ],
};
