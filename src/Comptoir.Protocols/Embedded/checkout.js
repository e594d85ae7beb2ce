// The embedded checkout (ec.*): the shop's own page in the frame, its changes told to the application, and what the application took over
// (payment, address, windows) asked of it instead of the buyer.
import { good, inner, open, served, stay, tellChanges } from "./channel.js";

const frame = document.getElementById("checkout");
const delegate = JSON.parse(frame.dataset.delegate);
const words = JSON.parse(frame.dataset.words);
const accepts = (name) => delegate.includes(name);
const parts = ["line_items", "buyer", "payment", "fulfillment", "messages", "totals"];
let last = null;
let instruments = null; // as the application gave them; credentials are sent on and forgotten
let busy = false;

const session = open({
  prefix: "ec", native: "EmbeddedCheckoutProtocol", version: frame.dataset.version, origins: JSON.parse(frame.dataset.origins), delegate,
  handOff: () => last?.continue_url ?? new URL(frame.getAttribute("src"), location.href).href,
});

frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0";
if (frame.dataset.colours) document.documentElement.style.colorScheme = frame.style.colorScheme = frame.dataset.colours;

const shown = (checkout) => (instruments ? { ...checkout, payment: { instruments } } : checkout);

const fetchJson = async (path, body) => {
  const answer = await fetch(frame.dataset.state + path, body
    ? { method: "POST", headers: { accept: "application/json", "content-type": "application/json" }, body: JSON.stringify(body) }
    : { headers: { accept: "application/json" } });
  return answer.json();
};

const look = async () => {
  if (session.ended) return;
  let checkout;
  try { checkout = await fetchJson(""); } catch { return; } // the next look may go better
  if (!checkout.id) return session.fail("not_found", checkout.messages?.[0]?.content ?? "There is no such checkout.");
  const before = last;
  last = checkout;
  if (!before) session.notify("start", { checkout: shown(checkout) });
  else tellChanges(session, parts, "checkout", shown(before), shown(checkout));
  if (checkout.status === "completed") {
    session.notify("complete", { checkout });
    session.end();
  } else if (checkout.status === "canceled") {
    session.fail("canceled", "This checkout was cancelled.");
  }
};

const elsewhere = (url) => {
  if (accepts("window.open")) session.ask("window.open_request", { url });
  else window.open(url, "_blank", "noopener");
};

/** Puts text and a button where the page has its own means. */
const replace = (section, text, label, act) => {
  for (const child of section.children) if (!/^H[1-6]$/.test(child.tagName)) child.hidden = true;
  const document = section.ownerDocument;
  const summary = document.createElement("p");
  summary.textContent = text;
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  section.append(summary);
  if (label) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button ghost small", textContent: label });
    button.addEventListener("click", () => act((words) => { said.textContent = words; }));
    section.append(button);
  }
  section.append(said);
  return (words) => { said.textContent = words; };
};

const once = async (work) => {
  if (busy) return;
  busy = true;
  try { await work(); } finally { busy = false; }
};

const described = () => {
  const chosen = instruments?.find((i) => i.selected) ?? instruments?.[0];
  return chosen ? chosen.display?.description ?? [chosen.display?.brand, chosen.display?.last_digits && "•••• " + chosen.display.last_digits].filter(Boolean).join(" ") : words.host_pays;
};

const changeInstruments = () => once(async () => {
  const answer = await session.ask("payment.instruments_change_request", { checkout: shown(last) });
  if (!good(answer) || !Array.isArray(answer.checkout?.payment?.instruments)) return;
  const before = shown(last);
  instruments = withoutCredentials(answer.checkout.payment.instruments);
  tellChanges(session, parts, "checkout", before, shown(last));
  frame.contentWindow.location.reload();
});

const changeAddress = () => once(async () => {
  const answer = await session.ask("fulfillment.address_change_request", { checkout: shown(last) });
  if (!good(answer) || !Array.isArray(answer.checkout?.fulfillment?.methods)) return;
  await fetchJson("/fulfillment", { fulfillment: answer.checkout.fulfillment });
  await look();
  frame.contentWindow.location.reload();
});

const withoutCredentials = (list) => list.map(({ credential, ...shown }) => shown);

/** The page's other fields are stored first; what is wrong with them the page itself says. */
const pay = (form, say) => once(async () => {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("do", "update");
  const saved = await fetch(form.action, { method: "POST", body: fields });
  await look();
  if (!saved.ok || last.status !== "ready_for_complete") return form.querySelector("[data-update]").click();
  const total = last.totals.find((t) => t.type === "total").amount;
  let paying = [];
  if (total > 0) {
    const answer = await session.ask("payment.credential_request", { checkout: shown(last) });
    if (!good(answer) || !Array.isArray(answer.checkout?.payment?.instruments)) return say(answer.messages?.[0]?.content ?? words.not_paid);
    paying = answer.checkout.payment.instruments;
    instruments = withoutCredentials(paying);
  }
  const done = await fetchJson("/complete", { payment: { instruments: paying }, expected_total: total });
  if (done.order) {
    await look();
    frame.src = new URL(done.order.permalink_url).pathname + "?placed=1";
  } else if (done.status === "requires_escalation") {
    frame.contentWindow.location.reload();
  } else {
    if (done.id) session.notify("messages.change", { checkout: shown(done) });
    say(done.messages?.find((m) => m.type === "error")?.content ?? done.content ?? words.not_paid);
  }
});

const arrange = () => {
  const page = inner(frame);
  if (!page?.body) return;
  stay(page, ["/checkout", "/orders", "/pay"], elsewhere);
  const address = page.querySelector("[data-delegable=address]");
  if (address && accepts("fulfillment.address_change")) {
    const method = last?.fulfillment?.methods?.find((m) => m.type === "shipping");
    const to = method?.destinations?.find((d) => d.id === method.selected_destination_id);
    const lines = to ? [[to.first_name, to.last_name], [to.street_address], [to.extended_address], [to.postal_code, to.address_locality], [to.address_country]] : [];
    replace(address, lines.map((l) => l.filter(Boolean).join(" ")).filter(Boolean).join(", "), words.change_address, changeAddress);
  }
  const payment = page.querySelector("[data-delegable=payment]");
  if (payment && accepts("payment.credential")) {
    const say = replace(payment, described(), accepts("payment.instruments_change") ? words.change_payment : null, changeInstruments);
    const form = payment.closest("form");
    form.addEventListener("submit", (event) => {
      if (event.submitter?.value !== "pay") return;
      event.preventDefault();
      pay(form, say);
    });
  }
};

frame.addEventListener("load", async () => {
  if (!last) return;
  await look();
  arrange();
});
setInterval(() => { if (last && !busy && document.visibilityState === "visible") look(); }, 3000);

const greeted = await session.ready();
if (greeted) {
  if (accepts("payment.instruments_change") && Array.isArray(greeted.checkout?.payment?.instruments)) instruments = withoutCredentials(greeted.checkout.payment.instruments);
  await look();
  arrange();
}
