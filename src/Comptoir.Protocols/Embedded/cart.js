// The embedded cart (ep.cart.*): the shop's own cart page in the frame. Going to the checkout ends it: the application goes on from there.
import { inner, open, stay, tellChanges } from "./channel.js";

const frame = document.getElementById("cart");
const parts = ["line_items", "buyer", "messages"];
let last = null;

const session = open({
  prefix: "ep.cart", native: "EmbeddedCartProtocol", version: frame.dataset.version, origins: JSON.parse(frame.dataset.origins), delegate: [],
  handOff: () => last?.continue_url ?? new URL(frame.getAttribute("src"), location.href).href,
});

frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0";
if (frame.dataset.colours) document.documentElement.style.colorScheme = frame.style.colorScheme = frame.dataset.colours;

const look = async () => {
  if (session.ended) return;
  let cart;
  try {
    const answer = await fetch(frame.dataset.state, { headers: { accept: "application/json" } });
    cart = await answer.json();
  } catch { return; } // the next look may go better
  if (!cart.id) return session.fail("not_found", cart.messages?.[0]?.content ?? "There is no such cart.");
  const before = last;
  last = cart;
  if (!before) session.notify("start", { cart });
  else tellChanges(session, parts, "cart", before, cart);
};

const arrange = () => {
  const page = inner(frame);
  if (!page?.body) return;
  stay(page, ["/cart"], (url) => window.open(url, "_blank", "noopener"));
  if (session.alone) return;
  page.querySelector("[data-to-checkout]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    await look();
    session.notify("complete", { cart: last });
    session.end();
  });
};

frame.addEventListener("load", async () => {
  if (!last) return;
  await look();
  arrange();
});
setInterval(() => { if (last && document.visibilityState === "visible") look(); }, 3000);

if (await session.ready()) {
  await look();
  arrange();
}
