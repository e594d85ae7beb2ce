// Waits for a demo shop and buys from it over UCP REST, knowing nothing but its address.
const base = process.argv[2];
const sleep = ms => new Promise(done => setTimeout(done, ms));

let profile;
for (let i = 0; i < 600 && !profile; i++) {
  profile = await fetch(`${base}/.well-known/ucp`).then(r => r.ok ? r.json() : undefined).catch(() => undefined);
  if (!profile) await sleep(500);
}
if (!profile) throw new Error(`nothing answers at ${base}`);

const endpoint = profile.ucp.services["dev.ucp.shopping"].find(s => s.transport === "rest").endpoint.replace(/\/$/, "");
async function call(method, path, body) {
  const response = await fetch(endpoint + path, {
    method,
    headers: {
      "Content-Type": "application/json",
      "UCP-Agent": 'profile="https://agent.example/profile.json"',
      "Idempotency-Key": crypto.randomUUID(),
      "Request-Id": crypto.randomUUID(),
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

const found = await call("POST", "/catalog/search", { query: "je cherche un cadeau pour un jardinier, moins de 30 €" });
const item = found.products[0].variants[0].id;
const content = method => ({
  line_items: [{ item: { id: item }, quantity: 1 }],
  buyer: { email: "ci@example.com", first_name: "Ci", last_name: "Agent" },
  fulfillment: { methods: [method] },
});
const address = { id: "home", street_address: "1 rue de la Paix", address_locality: "Paris", postal_code: "75002", address_country: "FR" };
let checkout = await call("POST", "/checkout-sessions", content({ type: "shipping", destinations: [address], selected_destination_id: "home" }));
const method = checkout.fulfillment.methods[0];
const group = method.groups[0];
checkout = await call("PUT", `/checkout-sessions/${checkout.id}`, content({
  id: method.id,
  type: "shipping",
  destinations: method.destinations,
  selected_destination_id: method.selected_destination_id,
  groups: [{ id: group.id, selected_option_id: group.options[0].id }],
}));
checkout = await call("POST", `/checkout-sessions/${checkout.id}/complete`, {
  payment: {
    instruments: [{ id: "instr_1", handler_id: "mock_payment_handler", type: "card", selected: true, credential: { type: "token", token: "success_token" } }],
  },
});
if (checkout.status !== "completed") throw new Error(JSON.stringify(checkout));
const order = await call("GET", `/orders/${checkout.order.id}`);
console.log(`bought ${found.products[0].title}: order ${order.label ?? order.id}, total ${order.totals.find(t => t.type === "total").amount} ${order.currency}`);
