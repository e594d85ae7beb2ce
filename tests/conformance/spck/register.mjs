// Registers the suite's OAuth clients with a running server that has test hooks.
//   node register.mjs SERVER-URL SECRET
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [server, secret] = process.argv.slice(2);
if (!secret) throw new Error("usage: node register.mjs SERVER-URL SECRET");
const { identity } = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), "merchant.json"), "utf8"));
const register = async (client) => {
  const answer = await fetch(`${server}/testing/oauth/clients`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Simulation-Secret": secret },
    body: JSON.stringify({ redirect_uris: [identity.redirect_uri, identity.loopback_redirect], profile: identity.profile_binding.registered, customer: "ada@example.com", ...client }),
  });
  if (!answer.ok) throw new Error(`${client.client_id}: ${answer.status} ${await answer.text()}`);
};
await register({ client_id: identity.client_id });
await register(identity.confidential);
