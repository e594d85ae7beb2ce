// node validate.mjs FOLDER-OF-SCHEMAS CASES.json
// Cases are [{ name, schema, instance }]; schema is a path below the folder, with a fragment where needed.
// Prints one line for each answer that its schema refuses; exit code 1 when there is any.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [folder, cases] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile() && f.name.endsWith(".json"));
for (const file of files) {
  const path = join(file.parentPath ?? file.path, file.name);
  const schema = JSON.parse(readFileSync(path, "utf8"));
  if (!schema.$schema) continue; // OpenAPI and OpenRPC documents
  // references between the files are relative to their paths, which some $id do not follow
  schema.$id = `https://ucp.dev/${relative(folder, path).split(sep).join("/")}`;
  ajv.addSchema(schema);
}

let refused = 0;
for (const { name, schema, instance } of JSON.parse(readFileSync(cases, "utf8"))) {
  const validate = ajv.getSchema(`https://ucp.dev/${schema}`);
  if (!validate) throw new Error(`There is no schema ${schema}.`);
  if (validate(instance)) continue;
  refused++;
  console.log(`${name} is not ${schema}: ${ajv.errorsText(validate.errors, { separator: "; " })}`);
}
process.exit(refused ? 1 : 0);
