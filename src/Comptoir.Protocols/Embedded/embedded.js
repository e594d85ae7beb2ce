// Speaks UCP's embedded checkout protocol with the application around this page, by postMessage, by a MessagePort that the
// application hands over, or by the objects that a native application injects. The checkout itself is the shop's own page in the frame.
(() => {
  "use strict";
  const frame = document.getElementById("checkout");
  const served = "2026-04-08";
  const version = frame.dataset.version;
  const origins = JSON.parse(frame.dataset.origins).map((o) => new RegExp("^" + o.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, "\\d+") + "$"));
  const parts = { "line_items": "line_items", "buyer": "buyer", "totals": "totals", "payment": "payment", "fulfillment": "fulfillment", "messages": "messages" };
  const native = window.EmbeddedCheckoutProtocolConsumer || window.webkit?.messageHandlers?.EmbeddedCheckoutProtocolConsumer;
  let host = null; // origin of the application, once it has answered
  let port = null;
  let started = false;
  let ended = false;
  let last = null;
  let asked = 0;
  let pending = null;

  frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0";
  if (frame.dataset.colours) document.documentElement.style.colorScheme = frame.style.colorScheme = frame.dataset.colours;

  const send = (message) => {
    const whole = { jsonrpc: "2.0", ...message };
    if (port) port.postMessage(whole);
    else if (native) native.postMessage(JSON.stringify(whole));
    else if (window.parent !== window) window.parent.postMessage(whole, host ?? "*"); // only the greeting goes to whoever is there
  };
  const notify = (method, params) => send({ method, params });
  const fail = (code, content, severity) => {
    if (ended) return;
    ended = true;
    notify("ec.error", {
      ucp: { version: served, status: "error" },
      messages: [{ type: "error", code, content, severity }],
      continue_url: last?.continue_url ?? new URL(frame.getAttribute("src"), location.href).href,
    });
  };
  const greet = () => {
    pending = "ready_" + ++asked;
    send({ id: pending, method: "ec.ready", params: { delegate: [] } });
  };

  const receive = (message) => {
    if (typeof message === "string") {
      try { message = JSON.parse(message); } catch { return; }
    }
    if (!message || message.jsonrpc !== "2.0" || ended) return;
    if (message.method !== undefined) {
      if (message.id !== undefined) send({ id: message.id, error: { code: -32601, message: "Method not found" } });
      return;
    }
    if (message.id !== pending) return;
    pending = null;
    if (message.error || message.result?.ucp?.status === "error") {
      ended = true; // the application does not want us: nothing more is said
      return;
    }
    const upgrade = message.result?.upgrade?.port;
    if (upgrade instanceof MessagePort && !port) {
      port = upgrade;
      port.onmessage = (event) => receive(event.data);
      greet();
      return;
    }
    look();
  };

  const look = async () => {
    if (ended) return;
    let checkout;
    try {
      const answer = await fetch(frame.dataset.state, { headers: { accept: "application/json" } });
      checkout = await answer.json();
    } catch {
      return; // the next look may go better
    }
    if (!checkout.id) return fail("not_found", checkout.messages?.[0]?.content ?? "There is no such checkout.", "unrecoverable");
    const before = last;
    last = checkout;
    if (!started) {
      started = true;
      notify("ec.start", { checkout });
    } else {
      for (const [part, member] of Object.entries(parts))
        if (JSON.stringify(before[member]) !== JSON.stringify(checkout[member])) notify(`ec.${part}.change`, { checkout });
    }
    if (checkout.status === "completed") {
      ended = true;
      notify("ec.complete", { checkout });
    } else if (checkout.status === "canceled") {
      fail("canceled", "This checkout was cancelled.", "unrecoverable");
    }
  };

  window.EmbeddedCheckoutProtocol = { postMessage: receive };
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || port) return;
    if (!origins.some((o) => o.test(event.origin))) {
      if (!host) host = event.origin;
      return fail("security_error", "This origin may not embed the checkout.", "unrecoverable");
    }
    host ??= event.origin;
    if (event.origin !== host) return;
    if (event.ports.length > 0 && event.data?.result?.upgrade) event.data.result.upgrade.port = event.ports[0];
    receive(event.data);
  });
  frame.addEventListener("load", () => { if (started) look(); });
  setInterval(() => { if (started && !ended && document.visibilityState === "visible") look(); }, 3000);

  if (version !== served) {
    fail("not_supported_error", `This checkout speaks ${served}.`, "unrecoverable");
  } else {
    greet();
  }
})();
