// UCP's embedded protocol with the application around this page: by postMessage, by a MessagePort that the application hands over, or by
// the objects that a native application injects.
export const served = "2026-04-08";

/**
 * @param prefix what the names of messages begin with
 * @param native name of the objects of native applications, without "Consumer"
 * @param origins who may be spoken with; a star stands for any port
 * @param handOff where a buyer goes on when nothing works here any more
 */
export const open = ({ prefix, native, version, origins, delegate, handOff }) => {
  const allowed = origins.map((o) => new RegExp("^" + o.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, "\\d+") + "$"));
  const consumer = window[native + "Consumer"] || window.webkit?.messageHandlers?.[native + "Consumer"];
  const waiting = new Map();
  let host = null; // origin of the application, once it has answered
  let port = null;
  let ended = false;
  let asked = 0;

  const send = (message) => {
    const whole = { jsonrpc: "2.0", ...message };
    if (port) port.postMessage(whole);
    else if (consumer) consumer.postMessage(JSON.stringify(whole));
    else if (window.parent !== window) window.parent.postMessage(whole, host ?? "*"); // only the greeting goes to whoever is there
  };

  const session = {
    get ended() { return ended; },
    /** Nobody is there to answer: the page is just a page. */
    get alone() { return window.parent === window && !consumer; },
    notify: (name, params) => { if (!ended) send({ method: `${prefix}.${name}`, params }); },
    /** Gives the result, whose ucp.status says how it went. */
    ask: (name, params) => new Promise((resolve) => {
      if (ended) return;
      const id = `${name.replace(/\W/g, "_")}_${++asked}`;
      waiting.set(id, resolve);
      send({ id, method: `${prefix}.${name}`, params });
    }),
    fail: (code, content) => {
      session.notify("error", { ucp: { version: served, status: "error" }, messages: [{ type: "error", code, content, severity: "unrecoverable" }], continue_url: handOff() });
      ended = true;
    },
    end: () => { ended = true; },
    /** The handshake; null when the application does not want us, and nothing more is said. */
    ready: async () => {
      if (version !== served) {
        session.fail("not_supported_error", `This page speaks ${served}.`);
        return null;
      }
      let result = await session.ask("ready", { delegate });
      const upgrade = result.upgrade?.port;
      if (good(result) && upgrade instanceof MessagePort && !port) {
        port = upgrade;
        port.onmessage = (event) => receive(event.data);
        result = await session.ask("ready", { delegate });
      }
      if (good(result)) return result;
      ended = true;
      return null;
    },
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
    const resolve = waiting.get(message.id);
    waiting.delete(message.id);
    resolve?.(message.error ? { ucp: { version: served, status: "error" }, messages: [{ type: "error", code: "not_supported_error", content: String(message.error.message ?? ""), severity: "recoverable" }] } : message.result ?? {});
  };

  window[native] = { postMessage: receive };
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || port) return;
    if (!allowed.some((o) => o.test(event.origin))) {
      host ??= event.origin;
      session.fail("security_error", "This origin may not embed this page.");
      return;
    }
    host ??= event.origin;
    if (event.origin !== host) return;
    if (event.ports.length > 0 && event.data?.result?.upgrade) event.data.result.upgrade.port = event.ports[0];
    receive(event.data);
  });
  return session;
};

/** An answer counts as good unless it says that it is not. */
export const good = (result) => result?.ucp?.status !== "error";

/** Tells of each part that changed, in that order. */
export const tellChanges = (session, parts, name, before, after) => {
  for (const part of parts)
    if (JSON.stringify(before[part]) !== JSON.stringify(after[part])) session.notify(`${part}.change`, { [name]: after });
};

/** The shop's page in the frame; null while it shows somebody else's, such as a bank's. */
export const inner = (frame) => {
  try { return frame.contentDocument; } catch { return null; }
};

/** Leaves only what belongs to buying: other links open elsewhere. */
export const stay = (document, paths, elsewhere) => {
  for (const part of document.querySelectorAll("body > header, body > footer, #chat-panel, [data-chat-open]")) part.hidden = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    const url = new URL(link.href);
    if (url.origin === location.origin && paths.some((p) => url.pathname === p || url.pathname.startsWith(p + "/"))) return;
    event.preventDefault();
    elsewhere(url.href);
  });
};
