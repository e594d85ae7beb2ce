// What the page shows comes from the shop's tools through the host. It is data: it becomes text, never markup, and the only
// addresses that are followed are https (or this machine's), by the host.
const body = document.body;
const view = body.dataset.view;
const origin = body.dataset.origin;
const main = document.querySelector("main");
const said = document.querySelector("[role=status]");
const words = {
  en: {
    products: "Products", cart: "Cart", checkout: "Checkout", order: "Order", wait: "Waiting for the shop…", none: "Nothing was found.", empty: "The cart is empty.",
    add: "Add to cart", addOf: t => `Add ${t} to the cart`, added: t => `${t} is in the cart.`, out: "Sold out", from: "from", before: "before", shop: "See in the shop", shopOf: t => `See ${t} in the shop`,
    stars: (v, m, n) => `Rated ${v} of ${m} (${n})`, more: t => `One more ${t}`, fewer: t => `One ${t} fewer`, drop: "Remove", dropOf: t => `Remove ${t}`, changed: "The cart was changed.",
    buy: "Check out", wish: id => `I would like to check out cart ${id}.`, go: "Go on at the shop", ordered: "Ordered", number: n => `Order ${n}`, expected: "Expected", parcel: "Follow the parcel", again: "Look again",
    failed: "That did not work. Please try again.", total: { subtotal: "Items", items_discount: "Discounts on items", discount: "Discount", fulfillment: "Delivery", tax: "Tax", fee: "Fee", total: "Total" },
    state: { processing: "Being prepared", shipped: "Shipped", in_transit: "On its way", delivered: "Delivered", ready_for_pickup: "Ready for pick-up", picked_up: "Picked up", canceled: "Cancelled", address_changed: "Address changed" },
    adjusted: "Refunds and returns", to: "to", told: (t, id) => `The shopper put ${t} into cart ${id}.`, toldCart: (id, n) => `The shopper changed cart ${id}; it now has ${n} lines.`,
  },
  fr: {
    products: "Articles", cart: "Panier", checkout: "Paiement", order: "Commande", wait: "En attente de la boutique…", none: "Aucun résultat.", empty: "Le panier est vide.",
    add: "Ajouter au panier", addOf: t => `Ajouter ${t} au panier`, added: t => `${t} est dans le panier.`, out: "Épuisé", from: "à partir de", before: "avant", shop: "Voir en boutique", shopOf: t => `Voir ${t} en boutique`,
    stars: (v, m, n) => `Noté ${v} sur ${m} (${n})`, more: t => `Un ${t} de plus`, fewer: t => `Un ${t} de moins`, drop: "Retirer", dropOf: t => `Retirer ${t}`, changed: "Le panier a été modifié.",
    buy: "Commander", wish: id => `Je voudrais commander le panier ${id}.`, go: "Continuer en boutique", ordered: "Commandé", number: n => `Commande ${n}`, expected: "Prévu", parcel: "Suivre le colis", again: "Actualiser",
    failed: "Cela n’a pas fonctionné. Veuillez réessayer.", total: { subtotal: "Articles", items_discount: "Remises sur articles", discount: "Remise", fulfillment: "Livraison", tax: "Taxes", fee: "Frais", total: "Total" },
    state: { processing: "En préparation", shipped: "Expédié", in_transit: "En chemin", delivered: "Livré", ready_for_pickup: "Prêt à retirer", picked_up: "Retiré", canceled: "Annulé", address_changed: "Adresse modifiée" },
    adjusted: "Remboursements et retours", to: "à", told: (t, id) => `Le client a mis ${t} dans le panier ${id}.`, toldCart: (id, n) => `Le client a modifié le panier ${id}, qui compte maintenant ${n} lignes.`,
  },
};
let say = words[document.documentElement.lang] ?? words.en;
let can = {};
let shown = null;
let cart = null;

const waiting = new Map();
let count = 0;
const post = message => window.parent.postMessage({ jsonrpc: "2.0", ...message }, "*");
const tell = (method, params) => post({ method, params });
const ask = (method, params) => new Promise((done, failed) => {
  const id = ++count;
  waiting.set(id, { done, failed });
  post({ id, method, params });
});

window.addEventListener("message", event => {
  if (event.source !== window.parent || event.data?.jsonrpc !== "2.0") return;
  const { id, method, params, result, error } = event.data;
  if (method === undefined) {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.failed(new Error(String(error.message ?? "")));
    else asked?.done(result);
    return;
  }
  if (method === "ui/notifications/tool-result") show(params?.structuredContent);
  else if (method === "ui/notifications/host-context-changed") live(params);
  else if (id !== undefined) {
    if (method === "ping" || method === "ui/resource-teardown") post({ id, result: {} });
    else post({ id, error: { code: -32601, message: "Method not found" } });
  }
});

function live(context) {
  if (context?.theme === "light" || context?.theme === "dark") document.documentElement.dataset.theme = context.theme;
  for (const [name, value] of Object.entries(context?.styles?.variables ?? {}))
    if (/^--[a-z0-9-]{1,60}$/.test(name) && typeof value === "string" && value.length < 200) document.documentElement.style.setProperty(name, value);
  const language = typeof context?.locale === "string" ? context.locale.slice(0, 2).toLowerCase() : null;
  if (language && words[language] && language !== document.documentElement.lang) {
    document.documentElement.lang = language;
    say = words[language];
    if (shown) show(shown);
    else said.textContent = say.wait;
  }
}

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  if (text !== undefined && text !== null) element.textContent = String(text).slice(0, 2000);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function money(amount, currency) {
  try {
    const format = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency });
    return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
  } catch {
    return `${amount} ${currency}`;
  }
}

const day = at => isNaN(Date.parse(at)) ? "" : new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium" }).format(new Date(at));

function button(text, name, act, strong) {
  const made = make("button", text, { type: "button" });
  if (name) made.setAttribute("aria-label", name);
  if (strong) made.className = "act";
  made.addEventListener("click", async () => {
    made.disabled = true;
    try {
      await act();
    } catch {
      said.textContent = say.failed;
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

function link(text, name, url) {
  const safe = /^https:\/\//.test(url ?? "") || (typeof url === "string" && url.startsWith(origin + "/"));
  return safe && can.openLinks ? button(text, name, () => ask("ui/open-link", { url })) : null;
}

async function call(name, args) {
  const answer = await ask("tools/call", { name, arguments: args });
  if (answer?.isError || !answer?.structuredContent) throw new Error("refused");
  return answer.structuredContent;
}

const inform = text => can.updateModelContext ? ask("ui/update-model-context", { content: [{ type: "text", text }] }).catch(() => {}) : undefined;
const key = () => typeof crypto.randomUUID === "function" ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join("");
// a cart is replaced whole: what it holds beside its lines is sent again
const whole = (from, line_items) => {
  const wanted = { line_items, context: { language: document.documentElement.lang } };
  if (from?.buyer) wanted.buyer = from.buyer;
  if (from?.discounts?.codes) wanted.discounts = { codes: from.discounts.codes };
  return wanted;
};
const lines = from => (from?.line_items ?? []).map(l => ({ id: l.id, item: { id: l.item?.id }, quantity: l.quantity }));

function show(content) {
  if (!content || typeof content !== "object") return;
  shown = content;
  said.textContent = "";
  const parts = view === "products" ? products(content) : view === "order" ? order(content) : basket(content);
  const notes = (content.messages ?? []).filter(m => typeof m?.content === "string").slice(0, 10).map(m => make("p", m.content, m.type === "error" ? { class: "warn" } : { class: "soft" }));
  const held = document.activeElement?.getAttribute("aria-label");
  main.replaceChildren(...parts, ...notes, said);
  if (held) [...main.querySelectorAll("button")].find(b => b.getAttribute("aria-label") === held)?.focus();
}

function products(content) {
  const list = content.products ?? (content.product ? [content.product] : (content.recommendations ?? []).map(r => r.product));
  const title = make("h1", say.products);
  if (list.length === 0) return [title, make("p", say.none)];
  const row = make("ul", null, { class: "row", tabindex: "0", role: "list", "aria-label": say.products });
  row.append(...list.slice(0, 30).map(card));
  return [title, row];
}

function card(product) {
  const variant = product.variants?.[0] ?? { id: product.variant_id, price: product.price, list_price: product.list_price, availability: { available: product.available } };
  const item = make("li");
  const picture = make("div", null, { class: "picture", "aria-hidden": "true" });
  const source = [...(variant.media ?? []), ...(product.media ?? [])].find(m => m.type === "image")?.url ?? product.image_url;
  if (typeof source === "string" && source.startsWith(origin + "/")) picture.append(make("img", null, { src: source, alt: "", loading: "lazy" }));
  else picture.textContent = String(product.title ?? "").slice(0, 1);
  item.append(picture, make("h2", product.title));
  const shade = product.variant ?? ((product.variants?.length ?? 0) > 1 ? variant.title : null);
  if (shade && shade !== product.title) item.append(make("p", shade, { class: "soft" }));
  if (variant.price) {
    const price = make("p", money(variant.price.amount, variant.price.currency), { class: "price" });
    if (variant.list_price?.amount > variant.price.amount) {
      const old = make("s", money(variant.list_price.amount, variant.list_price.currency), { "aria-label": `${say.before} ${money(variant.list_price.amount, variant.list_price.currency)}` });
      price.append(" ", old);
    }
    item.append(price);
  }
  if (product.rating?.count > 0) item.append(make("p", say.stars(product.rating.value, product.rating.scale_max, product.rating.count), { class: "soft" }));
  const acts = make("div", null, { class: "push" });
  if (variant.availability?.available === false) acts.append(make("p", say.out, { class: "warn" }));
  else if (can.serverTools && variant.id) acts.append(button(say.add, say.addOf(product.title), () => add(variant.id, product.title), true));
  const page = link(say.shop, say.shopOf(product.title), product.url);
  if (page) acts.append(page);
  item.append(acts);
  return item;
}

async function add(id, title) {
  const wanted = lines(cart);
  const same = wanted.find(l => l.item.id === id);
  if (same) same.quantity++;
  else wanted.push({ item: { id }, quantity: 1 });
  const answer = cart ? await call("update_cart", { id: cart.id, cart: whole(cart, wanted) }) : await call("create_cart", { meta: { "idempotency-key": key() }, cart: whole(null, wanted) });
  if (!answer.id) throw new Error("refused");
  cart = answer;
  said.textContent = say.added(title);
  inform(say.told(title, cart.id));
}

function basket(content) {
  const open = content.status === undefined;
  const title = make("h1", content.order ? say.number(content.order.label ?? content.order.id) : open ? say.cart : say.checkout);
  if (!content.line_items) return [title];
  if (content.line_items.length === 0) return [title, make("p", say.empty)];
  const list = make("ul", null, { class: "lines", role: "list" });
  list.append(...content.line_items.slice(0, 200).map(line => {
    const entry = make("li");
    const what = make("div", null, { class: "what" });
    what.append(make("h2", line.item?.title), make("p", money(line.item?.price, content.currency), { class: "soft" }));
    const many = make("div", null, { class: "many" });
    if (open && can.serverTools) {
      const put = quantity => change(content, line, quantity);
      many.append(button("−", say.fewer(line.item?.title), () => put(line.quantity - 1)), make("span", line.quantity), button("+", say.more(line.item?.title), () => put(line.quantity + 1)), button(say.drop, say.dropOf(line.item?.title), () => put(0)));
    } else many.append(make("span", `× ${line.quantity}`));
    entry.append(what, many);
    return entry;
  }));
  const parts = [title, list, totals(content)];
  const acts = make("div", null, { class: "push" });
  if (open && can.message) acts.append(button(say.buy, null, () => ask("ui/message", { role: "user", content: [{ type: "text", text: say.wish(content.id) }] }), true));
  const on = link(say.go, null, content.order?.permalink_url ?? content.continue_url);
  if (on) acts.append(on);
  parts.push(acts);
  return parts;
}

async function change(content, line, quantity) {
  const wanted = lines(content).map(l => l.id === line.id ? { ...l, quantity } : l).filter(l => l.quantity > 0);
  const answer = await call("update_cart", { id: content.id, cart: whole(content, wanted) });
  if (!answer.id) throw new Error("refused");
  show(answer);
  said.textContent = say.changed;
  inform(say.toldCart(answer.id, answer.line_items.length));
}

function totals(content) {
  const list = make("dl", null, { class: "totals" });
  for (const t of (content.totals ?? []).slice(0, 30)) {
    const last = t.type === "total" ? { class: "last" } : {};
    list.append(make("dt", say.total[t.type] ?? t.display_text ?? t.type, last), make("dd", money(t.amount, content.currency), last));
  }
  return list;
}

function order(content) {
  if (!content.line_items) return [make("h1", say.order)];
  const parts = [make("h1", say.number(content.label ?? content.id))];
  const expected = content.fulfillment?.expectations?.[0]?.description;
  if (expected) parts.push(make("p", `${say.expected}\u00a0: ${expected}`));
  const events = content.fulfillment?.events ?? [];
  const steps = make("ol", null, { class: "steps", role: "list" });
  if (events.length === 0) steps.append(make("li", say.state.processing));
  for (const e of events.slice(-20)) {
    const step = make("li", `${say.state[e.type] ?? e.description ?? e.type}${e.occurred_at ? ` · ${day(e.occurred_at)}` : ""}`);
    if (e.carrier || e.tracking_number) step.append(make("p", [e.carrier, e.tracking_number].filter(Boolean).join(" · "), { class: "soft" }));
    const follow = link(say.parcel, null, e.tracking_url);
    if (follow) step.append(follow);
    steps.append(step);
  }
  parts.push(steps);
  const list = make("ul", null, { class: "lines", role: "list" });
  for (const line of content.line_items.slice(0, 200)) {
    const entry = make("li");
    const what = make("div", null, { class: "what" });
    what.append(make("h2", line.item?.title));
    entry.append(what, make("span", `× ${line.quantity?.total ?? line.quantity}`), make("span", say.state[line.status] ?? ""));
    list.append(entry);
  }
  parts.push(list, totals(content));
  if (content.adjustments?.length) {
    parts.push(make("h2", say.adjusted));
    const done = make("ul", null, { role: "list" });
    for (const a of content.adjustments.slice(0, 50)) done.append(make("li", [a.description ?? a.type, a.totals?.[0] ? money(a.totals[0].amount, content.currency) : "", day(a.occurred_at)].filter(Boolean).join(" · "), { class: "soft" }));
    parts.push(done);
  }
  const acts = make("div", null, { class: "push" });
  if (can.serverTools) acts.append(button(say.again, null, async () => show(await call("get_order", { id: content.id }))));
  const page = link(say.go, null, content.permalink_url);
  if (page) acts.append(page);
  parts.push(acts);
  return parts;
}

said.textContent = say.wait;
new ResizeObserver(() => tell("ui/notifications/size-changed", { width: Math.ceil(main.scrollWidth), height: Math.ceil(main.getBoundingClientRect().height) })).observe(main);
ask("ui/initialize", { protocolVersion: "2026-01-26", appInfo: { name: `comptoir-${view}`, version: body.dataset.version }, appCapabilities: { availableDisplayModes: ["inline"] } }).then(host => {
  can = host?.hostCapabilities ?? {};
  live(host?.hostContext);
  tell("ui/notifications/initialized", {});
}, () => {});
