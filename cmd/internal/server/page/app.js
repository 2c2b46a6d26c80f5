// The page builds its form from the schema, so that every question is on it.
// All text of documents goes in by textContent: nothing in them is ever markup.
"use strict";

const $ = id => document.getElementById(id);
let questions = [];

function make(tag, props, ...children) {
  const e = document.createElement(tag);
  Object.assign(e, props);
  e.append(...children.filter(c => c !== null && c !== undefined && c !== ""));
  return e;
}

async function ask(query, variables) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept": "application/graphql-response+json" },
    body: JSON.stringify({ query, variables }),
  });
  const body = await response.json();
  if (body.errors) throw new Error(body.errors.map(e => e.message).join("\n"));
  return body.data;
}

function write(type) {
  if (type.kind === "NON_NULL") return write(type.ofType) + "!";
  if (type.kind === "LIST") return "[" + write(type.ofType) + "]";
  return type.name;
}

const inner = type => type.ofType ? inner(type.ofType) : type.name;
const isList = type => type.kind === "LIST" || type.kind === "NON_NULL" && type.ofType.kind === "LIST";

async function start() {
  const data = await ask(`{
    store { revision statements }
    __schema { queryType { fields {
      name description type { ofType { name } }
      args { name description type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }
    } } }
  }`);
  $("store").textContent = `${data.store.statements} statements loaded, revision ${data.store.revision}.`;
  questions = data.__schema.queryType.fields.filter(f => f.type.ofType && f.type.ofType.name === "FindingConnection");
  $("question").append(...questions.map(q => make("option", { value: q.name, textContent: q.name })));
  $("question").addEventListener("change", () => showForm({}));
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (questions.some(q => q.name === given.question)) $("question").value = given.question;
  else if (questions.some(q => q.name === "defends")) $("question").value = "defends";
  showForm(given);
  if (given.question) await answer();
}

const chosen = () => questions.find(q => q.name === $("question").value);

function showForm(given) {
  const q = chosen();
  if (!q) return;
  $("doc").textContent = q.description;
  $("args").replaceChildren(...q.args.filter(a => a.name !== "after").map(a => {
    const hint = make("span", { textContent: " " + a.description });
    const input = make("input", { name: a.name, required: a.type.kind === "NON_NULL" });
    switch (inner(a.type)) {
      case "Boolean":
        input.type = "checkbox";
        input.checked = given[a.name] === "true";
        return make("label", {}, input, " ", a.name, hint);
      case "Int":
        input.type = "number";
        input.min = 0;
    }
    if (a.name === "first") input.max = 1000;
    if (isList(a.type)) hint.textContent += " Separate several with commas.";
    input.value = given[a.name] || "";
    return make("label", {}, a.name, hint, input);
  }));
}

function read(q) {
  const variables = {};
  for (const a of q.args) {
    const input = $("form").elements.namedItem(a.name);
    if (!input) continue;
    if (input.type === "checkbox") { if (input.checked) variables[a.name] = true; continue; }
    const text = input.value.trim();
    if (text === "") continue;
    if (isList(a.type)) variables[a.name] = text.split(",").map(s => s.trim()).filter(s => s !== "");
    else variables[a.name] = input.type === "number" ? Number(text) : text;
  }
  return variables;
}

const fields = `
  fragment E on Entity { id name }
  fragment S on Statement {
    id relation stance isClaim basis value subject { ...E } object { ...E } speaker { ...E }
    evidence { quote document { title uri date } } source { citation document { title uri date } }
  }
  fragment F on Finding {
    class obligation article conditions relation distance of stance status basis inferred why
    actor { ...E } toward { ...E } under { ...E } nodes { ...E } valid { from to } proof { ...S }
  }`;

async function answer() {
  const q = chosen();
  if (!q) return;
  const variables = read(q);
  const used = q.args.filter(a => a.name in variables);
  const declare = used.map(a => `$${a.name}: ${write(a.type)}`).join(", ");
  const pass = used.map(a => `${a.name}: $${a.name}`).join(", ");
  const open = (list, empty) => list ? `(${list})` : empty;
  const data = await ask(`query Page${open(declare, "")} { answer: ${q.name}${open(pass, "")} {
    question asOf notes totalCount nodes { ...F replies { ...F } } } }${fields}`, variables);
  location.hash = new URLSearchParams({ question: q.name, ...variables }).toString();
  show(data.answer);
}

function show(a) {
  $("answer").replaceChildren(
    make("h2", { textContent: a.question }),
    make("p", { className: "faint", textContent: `As of ${a.asOf}: ${a.nodes.length} of ${a.totalCount} findings.` }),
    ...a.notes.map(n => make("p", { className: "faint", textContent: n })),
    ...a.nodes.map(finding));
}

function finding(f) {
  const ends = f.nodes.length ? f.nodes.map(n => n.name).join(" → ")
    : [f.actor && f.actor.name, f.toward && f.toward.name].filter(Boolean).join(" → ");
  const word = f.class ? f.class.replace("_", " ").toLowerCase() : "";
  const facts = [f.obligation, f.relation, f.under && "under " + f.under.name, f.article && "article: " + f.article,
    f.status && f.status.replace("_", " ").toLowerCase(), f.valid && `${f.valid.from || "?"} to ${f.valid.to || "?"}`,
    f.distance && `${f.distance} steps away`, f.stance && f.stance.toLowerCase(), f.basis && "basis: " + f.basis.toLowerCase(),
    f.inferred && "inferred: " + f.inferred].filter(Boolean).join(" · ");
  return make("article", {},
    make("h3", {}, word && make("span", { className: "class", textContent: word }), ends),
    make("p", { className: "faint", textContent: facts }),
    f.of && make("p", { className: "claim", textContent: `of: ${f.of}` }),
    ...f.conditions.map(c => make("p", { textContent: c })),
    f.why && make("p", { textContent: f.why }),
    ...f.proof.map(statement),
    ...(f.replies || []).map(finding));
}

function statement(s) {
  const from = d => d ? [d.title || d.uri, d.date].filter(Boolean).join(", ") : "";
  const says = [s.subject && s.subject.name, s.relation.replaceAll("_", " "), s.object ? s.object.name : s.value].filter(Boolean).join(" ");
  const claim = make("p", { className: s.isClaim ? "claim" : "", textContent: `${s.stance ? s.stance.toLowerCase() : ""}${s.speaker ? " by " + s.speaker.name : ""}: ${says}` });
  const cited = s.source.citation || from(s.source.document);
  return make("div", {}, claim, ...(s.evidence.length ? s.evidence.map(e =>
    make("blockquote", {}, e.quote, make("footer", { textContent: from(e.document) })))
    : [make("p", { className: "faint", textContent: cited })]));
}

function complain(e) {
  $("answer").replaceChildren(make("p", { className: "error", textContent: e.message }));
}

$("form").addEventListener("submit", event => {
  event.preventDefault();
  answer().catch(complain);
});
start().catch(complain);
