// Asks a running casus server as programs on graphql-js do, and prints what it
// found as one JSON object. Run by client_test.go:
//
//	node client.mjs URL cases.json
//
// cases.json: {"sdl": the schema's text, "questions": [{"query", "want"}]}, where
// want is what the command line prints for the question with -o json.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, parse, printSchema, validate, validateSchema } from "graphql";
import { createClient } from "graphql-http";
import { serverAudits } from "graphql-http";

const [url, file] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(file, "utf8"));
const problems = [];

const client = createClient({ url, fetchFn: fetch });
const ask = query => new Promise((resolve, reject) => {
  let result;
  client.subscribe({ query }, { next: r => { result = r; }, error: reject, complete: () => resolve(result) });
});

async function introspection() {
  const options = { descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true };
  for (const o of [{}, options]) {
    const query = getIntrospectionQuery(o);
    const result = await ask(query);
    if (result.errors) { problems.push(`introspection: ${JSON.stringify(result.errors)}`); return null; }
    if (JSON.stringify(result) !== JSON.stringify(await ask(query))) problems.push("introspection differs from time to time");
    const schema = buildClientSchema(result.data);
    for (const e of validateSchema(schema)) problems.push(`schema: ${e.message}`);
    if (o === options) {
      const seen = printSchema(lexicographicSortSchema(schema));
      const text = printSchema(lexicographicSortSchema(buildSchema(cases.sdl)));
      if (seen !== text) {
        const a = seen.split("\n"), b = text.split("\n");
        const i = a.findIndex((line, i) => line !== b[i]);
        problems.push(`introspection and schema.graphql differ: line ${i + 1}: ${a[i]} / ${b[i]}`);
      }
      return schema;
    }
  }
}

// spell writes a GraphQL answer as the command line does.
const words = new Set(["class", "stance", "status", "basis", "kind"]);
const hyphened = { MACHINE_CODED: "machine-coded", ARMED_GROUP: "armed_group", STATE_ORGAN: "state_organ" };

function spell(value, key) {
  if (value === null || value === "") return undefined;
  if (words.has(key)) return hyphened[value] ?? value.replaceAll("_", " ").toLowerCase();
  if (key === "codes" || key === "qualifiers") return tidy(Object.fromEntries(value.map(v => [v.system ?? v.name, v.value])));
  if (Array.isArray(value)) return value.length ? value.map(v => spell(v)) : undefined;
  if (typeof value !== "object") return value;
  const { document, ...rest } = value;
  const out = Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, spell(v, k)]));
  if (document) Object.assign(out, { doc: document.id, title: document.title, uri: document.uri, date: document.date });
  return tidy(out);
}

// tidy drops what is empty, which the command line leaves out.
function tidy(value) {
  if (value === null || value === undefined || value === "") return undefined;
  if (Array.isArray(value)) return value.length ? value.map(v => tidy(v)) : undefined;
  if (typeof value !== "object") return value;
  const entries = Object.entries(value).map(([k, v]) => [k, tidy(v)]).filter(([, v]) => v !== undefined);
  return entries.length ? Object.fromEntries(entries) : undefined;
}

async function questions(schema) {
  for (const { query, want } of cases.questions) {
    const invalid = validate(schema, parse(query));
    if (invalid.length) { problems.push(`${query}: graphql-js says ${invalid[0].message}`); continue; }
    const result = await ask(query);
    if (result.errors) { problems.push(`${query}: ${JSON.stringify(result.errors)}`); continue; }
    const { nodes, ...rest } = result.data.a;
    const got = tidy({ ...spell(rest), findings: spell(nodes) });
    if (!isDeepStrictEqual(got, tidy(want))) problems.push(`${query}\ngot  ${JSON.stringify(got)}\nwant ${JSON.stringify(tidy(want))}`);
  }
}

async function audit() {
  const figures = {}, failed = [];
  for (const a of serverAudits({ url, fetchFn: fetch })) {
    const level = a.name.split(" ")[0];
    figures[level] ??= { passed: 0, of: 0 };
    figures[level].of++;
    const result = await a.fn();
    if (result.status === "ok") figures[level].passed++;
    else failed.push(`${a.id} ${a.name}: ${result.reason}`);
  }
  return { figures, failed };
}

const schema = await introspection();
if (schema) await questions(schema);
console.log(JSON.stringify({ problems, questions: cases.questions.length, audit: await audit() }, null, 2));
