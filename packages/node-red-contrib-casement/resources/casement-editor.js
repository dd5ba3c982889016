// The editor's part of the nodes. It runs in the browser, in Node-RED's editor.
(() => {
  const color = "#9fd3ca";
  const hubField = { value: "", type: "casement-hub", required: true };
  const common = { category: "Casement", color, icon: "casement.svg" };

  /** Reads a list of the hub. Says below the fields why there is none. */
  async function readList(hub, list) {
    const message = $("#casement-message").text("");
    if (!hub || hub === "_ADD_") return [];
    try {
      return await $.getJSON(`casement/${encodeURIComponent(hub)}/${list}`);
    } catch (error) {
      message.text(error.responseJSON?.message ?? "The lists of the hub cannot be read. You can type the names.");
      return [];
    }
  }

  /** Suggests values in a text field, whenever another hub is chosen. */
  function suggest(field, list) {
    const names = $("<datalist>").attr("id", `casement-${list}`).insertAfter(field);
    field.attr({ list: names.attr("id"), autocomplete: "off" });
    const fill = async () => {
      const entries = await readList($("#node-input-hub").val(), list);
      names.empty().append(entries.map(({ value, label }) => $("<option>").val(value).text(label)));
    };
    $("#node-input-hub").on("change", fill);
  }

  RED.nodes.registerType("casement-hub", {
    category: "config",
    defaults: { name: { value: "" }, address: { value: "http://127.0.0.1:8365", required: true } },
    credentials: { token: { type: "password" } },
    label() {
      return this.name || this.address || "Casement";
    },
  });

  RED.nodes.registerType("casement-sensor", {
    ...common,
    defaults: { name: { value: "" }, hub: hubField, sensor: { value: "", required: true }, initial: { value: true } },
    inputs: 0,
    outputs: 1,
    paletteLabel: "sensor",
    label() {
      return this.name || this.sensor || "sensor";
    },
    oneditprepare() {
      suggest($("#node-input-sensor"), "sensors");
    },
  });

  RED.nodes.registerType("casement-event", {
    ...common,
    defaults: { name: { value: "" }, hub: hubField, account: { value: "" }, event: { value: "" } },
    inputs: 0,
    outputs: 1,
    paletteLabel: "event",
    label() {
      return this.name || this.event || "event";
    },
    oneditprepare() {
      suggest($("#node-input-account"), "accounts");
      suggest($("#node-input-event"), "events");
    },
  });

  RED.nodes.registerType("casement-state", {
    ...common,
    defaults: { name: { value: "" }, hub: hubField, sensor: { value: "" }, refresh: { value: false } },
    inputs: 1,
    outputs: 1,
    paletteLabel: "state",
    label() {
      return this.name || this.sensor || "state";
    },
    oneditprepare() {
      suggest($("#node-input-sensor"), "sensors");
    },
  });

  const unset = { value: "", label: "not set", hasValue: false };

  /** The typed input of one field of a service. */
  function addField(container, field, filled) {
    const row = $("<div>").addClass("form-row casement-field").attr("data-name", field.name).appendTo(container);
    const id = `casement-field-${field.name}`;
    $("<label>").attr({ for: id, title: field.name }).text(field.title).toggleClass("casement-required", field.required).appendTo(row);
    const input = $("<input>").attr({ type: "text", id, title: field.description }).css("width", "68%").appendTo(row);
    const types = field.types.map((type) => (type === "choice" ? { value: "choice", label: "one of", options: field.options } : type));
    input.typedInput({ types: [...(field.required ? [] : [unset]), ...types, "msg", "flow", "global", "env"] });
    if (filled) input.typedInput("type", filled.type).typedInput("value", filled.value);
    else if (!field.required) input.typedInput("type", "");
    if (field.description) $("<div>").addClass("casement-note").text(field.description).appendTo(row);
  }

  /** What the form has, without fields that are not set. */
  function readFields(container) {
    return container
      .children(".casement-field")
      .toArray()
      .map((row) => {
        const input = $(row).find("input").first();
        return { name: $(row).attr("data-name"), type: input.typedInput("type"), value: input.typedInput("value") };
      })
      .filter(({ type }) => type !== "");
  }

  RED.nodes.registerType("casement-call", {
    ...common,
    defaults: { name: { value: "" }, hub: hubField, account: { value: "" }, service: { value: "" }, fields: { value: [] } },
    inputs: 1,
    outputs: 1,
    paletteLabel: "call",
    label() {
      return this.name || this.service || "call";
    },
    oneditprepare() {
      const [account, service] = [$("#node-input-account"), $("#node-input-service")];
      const container = $("#casement-fields");
      const names = $("<datalist>").attr("id", "casement-services").insertAfter(service);
      service.attr({ list: "casement-services", autocomplete: "off" });
      suggest(account, "accounts");
      let services = [];
      // What was filled before, also for another service: a field with the same name keeps its value.
      let filled = this.fields ?? [];
      let shownFor;
      const render = () => {
        const found = services.find(({ account: of, value }) => value === service.val() && (!account.val() || of === account.val()));
        $("#casement-summary").text(found?.summary ?? "");
        const key = found && `${found.account}/${found.value}`;
        if (key === shownFor) return;
        if (shownFor) filled = readFields(container);
        shownFor = key;
        container.empty();
        for (const field of found?.fields ?? [])
          addField(
            container,
            field,
            filled.find(({ name }) => name === field.name),
          );
        container.data("shown", key !== undefined);
      };
      const load = async () => {
        services = await readList($("#node-input-hub").val(), "services");
        const offered = services.filter(({ account: of }) => !account.val() || of === account.val());
        const known = new Map(offered.map(({ value, label }) => [value, label]));
        names.empty().append([...known].map(([value, label]) => $("<option>").val(value).text(label)));
        render();
      };
      $("#node-input-hub").on("change", load);
      account.on("change", load);
      service.on("input change", render);
    },
    oneditsave() {
      const container = $("#casement-fields");
      // Without the hub there is no form, and what was filled stays.
      if (container.data("shown")) this.fields = readFields(container);
    },
  });
})();
