// Sends a request to the API from the page: what it may send is in the API's own description.
"use strict";

const place = document.getElementById("try");

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function labelled(text, field, hint) {
  const label = element("label", { htmlFor: field.id, textContent: text });
  const parts = [label, field];
  if (hint) {
    const note = element("p", { id: field.id + "-hint", className: "hint", textContent: hint });
    field.setAttribute("aria-describedby", note.id);
    parts.push(note);
  }
  return parts;
}

// The API's host is the documentation's with another first word, unless the reader says otherwise.
function usualAddress() {
  return location.host.startsWith("docs.")
    ? location.protocol + "//api." + location.host.slice("docs.".length)
    : "http://localhost:8080";
}

function operationsOf(description) {
  const operations = [];
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation && operation.responses) {
        operations.push({ path, method: method.toUpperCase(), operation });
      }
    }
  }
  return operations;
}

function resolved(description, value) {
  return value && value.$ref
    ? value.$ref
        .slice(2)
        .split("/")
        .reduce((at, name) => at[name], description)
    : value;
}

// A value of the form that a schema asks for, to begin with.
function sample(description, schema, depth = 0) {
  const known = resolved(description, schema) ?? {};
  if (known.example !== undefined) {
    return known.example;
  }
  if (known.default !== undefined) {
    return known.default;
  }
  if (known.enum) {
    return known.enum[0];
  }
  const type = Array.isArray(known.type) ? known.type[0] : known.type;
  if (type === "object" && depth < 4) {
    const wanted = known.required ?? Object.keys(known.properties ?? {});
    return Object.fromEntries(
      wanted.map((name) => [name, sample(description, known.properties?.[name], depth + 1)]),
    );
  }
  return { array: [], integer: 0, number: 0, boolean: false, string: "" }[type] ?? {};
}

function parametersOf(description, operation) {
  return (operation.parameters ?? [])
    .map((parameter) => resolved(description, parameter))
    .filter((parameter) => parameter.in === "path" || parameter.in === "query");
}

function quoted(text) {
  return "'" + text.replaceAll("'", "'\\''") + "'";
}

class TryForm {
  constructor(description) {
    this.description = description;
    this.operations = operationsOf(description);
    this.address = element("input", { id: "try-address", type: "url", value: usualAddress(), required: true });
    this.token = element("input", { id: "try-token", type: "password", autocomplete: "off" });
    this.choice = element("select", { id: "try-operation" });
    this.operations.forEach((one, number) =>
      this.choice.append(
        element("option", { value: number, textContent: `${one.method} ${one.path}: ${one.operation.summary ?? ""}` }),
      ),
    );
    this.fields = element("div");
    this.command = element("code");
    this.status = element("p", { role: "status" });
    this.answer = element("code");
  }

  begin() {
    const form = element(
      "form",
      {},
      ...labelled("The API's address", this.address),
      ...labelled(
        "Token",
        this.token,
        "Goes to that address and nowhere else, and is forgotten with the page. wasmcloud tokens create makes one.",
      ),
      ...labelled("Operation", this.choice),
      this.fields,
      element("div", { className: "actions" }, element("button", { type: "submit", textContent: "Send" })),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    form.addEventListener("input", () => this.tell());
    this.choice.addEventListener("change", () => this.choose());
    const wanted = decodeURIComponent(location.hash.slice(1));
    const index = this.operations.findIndex((one) => one.operation.operationId === wanted);
    this.choice.value = Math.max(0, index);
    place.replaceChildren(
      form,
      element("h2", { textContent: "The same with curl" }),
      element("div", { className: "code" }, element("pre", { tabIndex: 0 }, this.command)),
      element("h2", { textContent: "The answer" }),
      this.status,
      element("div", { className: "code" }, element("pre", { tabIndex: 0 }, this.answer)),
    );
    this.choose();
  }

  get chosen() {
    return this.operations[Number(this.choice.value)];
  }

  choose() {
    const { operation } = this.chosen;
    this.inputs = parametersOf(this.description, operation).map((parameter) => ({
      parameter,
      field: element("input", {
        id: "try-" + parameter.in + "-" + parameter.name,
        required: parameter.in === "path",
        autocomplete: "off",
      }),
    }));
    this.fields.replaceChildren(
      ...this.inputs.flatMap(({ parameter, field }) => labelled(parameter.name, field, parameter.description)),
    );
    this.chooseBody(operation);
    this.tell();
  }

  chooseBody(operation) {
    this.body = null;
    const content = resolved(this.description, operation.requestBody)?.content ?? {};
    if (content["application/json"]) {
      this.body = element("textarea", {
        id: "try-body",
        spellcheck: false,
        value: JSON.stringify(sample(this.description, content["application/json"].schema), null, 2),
      });
      this.fields.append(...labelled("Body (JSON)", this.body));
    } else if (Object.keys(content).length > 0) {
      this.fields.append(
        element("p", {
          className: "hint",
          textContent: `This one takes a body of ${Object.keys(content).join(" or ")}: use the command line for it.`,
        }),
      );
    }
  }

  url() {
    let path = this.chosen.path;
    const query = new URLSearchParams();
    for (const { parameter, field } of this.inputs) {
      if (parameter.in === "path") {
        path = path.replace(`{${parameter.name}}`, field.value ? encodeURIComponent(field.value) : `{${parameter.name}}`);
      } else if (field.value !== "") {
        query.set(parameter.name, field.value);
      }
    }
    const asked = query.toString();
    return this.address.value.replace(/\/+$/, "") + path + (asked === "" ? "" : "?" + asked);
  }

  // The command has the name of a variable instead of the token, so that it can be shown and kept.
  tell() {
    const parts = ["curl"];
    if (this.chosen.method !== "GET") {
      parts.push("-X " + this.chosen.method);
    }
    if (this.chosen.operation.security?.length !== 0) {
      parts.push('-H "Authorization: Bearer $WASMCLOUD_TOKEN"');
    }
    if (this.body) {
      parts.push("-H 'Content-Type: application/json'", "-d " + quoted(this.body.value));
    }
    parts.push(quoted(this.url()));
    this.command.textContent = parts.join(" \\\n  ");
  }

  async send() {
    const headers = {};
    if (this.token.value !== "") {
      headers.Authorization = "Bearer " + this.token.value.trim();
    }
    if (this.body) {
      headers["Content-Type"] = "application/json";
    }
    this.status.textContent = "Waiting …";
    this.answer.textContent = "";
    try {
      const answer = await fetch(this.url(), {
        method: this.chosen.method,
        headers,
        body: this.body ? this.body.value : undefined,
        credentials: "omit",
        cache: "no-store",
        redirect: "manual",
      });
      await this.show(answer);
    } catch (failure) {
      this.status.textContent =
        `No answer: ${failure.message}. Is the address right, is the server up, and does it let this site ask? ` +
        "The command above works in any case.";
    }
  }

  async show(answer) {
    this.status.textContent = `${answer.status} ${answer.statusText}`.trim();
    const text = (await answer.text()).slice(0, 100_000);
    try {
      this.answer.textContent = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      this.answer.textContent = text;
    }
  }
}

async function main() {
  try {
    const answer = await fetch("openapi.json");
    new TryForm(await answer.json()).begin();
  } catch (failure) {
    place.replaceChildren(
      element("p", { textContent: "The API's description could not be loaded: " + failure.message }),
    );
  }
}

main();
