// Writes the configuration of one run of the suite into a folder: the merchant's data from here, and keys made for this run.
//   node prepare.mjs FOLDER SERVER-URL
import { generateKeyPairSync } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, server] = process.argv.slice(2);
if (!server) throw new Error("usage: node prepare.mjs FOLDER SERVER-URL");
const here = dirname(fileURLToPath(import.meta.url));
const read = (name) => JSON.parse(readFileSync(join(here, name), "utf8"));
const write = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value, null, 2));
mkdirSync(folder, { recursive: true });

const now = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
const before = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
const other = generateKeyPairSync("ec", { namedCurve: "P-521" }).publicKey.export({ format: "jwk" }); // a kind that nobody need support
const open = ({ d, ...jwk }, kid) => ({ kid, ...jwk, use: "sig", alg: "ES256" });

const merchant = read("merchant.json");
merchant.negotiation.malformed_profile_url = `${server}/.well-known/agent-card.json`;
merchant.signature = {
  responses: true,
  request_private_jwk: { kid: "now", ...now },
  rotated_private_jwk: { kid: "before", ...before },
  unsupported_alg_kid: "other",
};
write("merchant.json", merchant);
write("agent.json", { ...read("agent.json"), signing_keys: [open(now, "now"), open(before, "before"), { kid: "other", ...other, use: "sig" }] });
for (const name of ["agent-of-the-future.json", "agent-with-nothing-in-common.json"]) copyFileSync(join(here, name), join(folder, name));
