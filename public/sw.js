// The walk sheet and the checklist of a site inspection without signal. Keeps what these pages ask for (themselves, and the
// pages that doors lead to), and what those pages are made of; nothing else. Entries that wait to be sent are not here: see components/queue.

const version = new URL(location.href).searchParams.get("v") ?? "0";
const names = { shell: `shell-${version}`, assets: `assets-${version}`, pages: `pages-${version}` };
const noSignal = "/no-signal.html";
const owner = "/kept-for";
const patience = 3000;
const fresh = 30 * 60_000;
const sheetsKept = 3 * 86_400_000;

/** Counts how often pages were dropped: what is still on its way then is not kept any more. */
let drops = 0;

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(names.shell)
      .then((cache) => cache.add(new Request(noSignal, { cache: "reload" })))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/_next/static/")) event.respondWith(asset(url.pathname));
  else if (request.mode === "navigate") event.respondWith(page(event, url.pathname + url.search));
});

addEventListener("message", (event) => {
  const { type, user } = event.data ?? {};
  if (type === "keep") event.waitUntil(keep(event.data).catch(() => undefined));
  // Somebody else has this phone now, or nobody is signed in.
  if (type === "user") event.waitUntil(ownedBy().then((kept) => (kept && kept !== user ? dropPages() : undefined)));
  if (type === "forget") event.waitUntil(forget().then(() => event.ports[0]?.postMessage("forgotten")));
});

// News: that there is some, never what. Several are one.
addEventListener("push", (event) => {
  const { title, body, url } = event.data?.json() ?? {};
  if (!title) return;
  event.waitUntil(
    registration.showNotification(title, { body, tag: "news", renotify: true, icon: "/icon.svg", data: { url } }),
  );
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? "/notifications"));
});

/** A window of ours that is open goes there; else a new one. */
async function open(url) {
  const target = new URL(url, location.origin);
  if (target.origin !== location.origin) return;
  const [there] = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!there) return clients.openWindow(target.href);
  await there.focus();
  return there.navigate(target.href).catch(() => clients.openWindow(target.href));
}

const isSheet = (path) => /^\/(visits\/today|meetings\/[0-9a-f-]{36}\/inspection)$/.test(path.split("?")[0]);
const ofMeeting = (path) => path.startsWith("/meetings/");
const match = (cache, path, more) => cache.match(path, { ignoreVary: true, ...more });

/** A kept page: of this version, else of an earlier one that is not replaced yet. */
async function keptPage(path) {
  const found = (await match(await caches.open(names.pages), path)) ?? (await match(caches, path));
  if (found || !isSheet(path)) return found;
  return match(caches, path, { ignoreSearch: true });
}

/** From the portal while it answers in time; else as the phone has it. */
async function page(event, path) {
  const mine = drops;
  const kept = await keptPage(path);
  const asked = fetch(event.request).then((answer) => {
    // A page of one's own sends away whoever is not signed in any more.
    if (kept && answer.type === "opaqueredirect") event.waitUntil(dropPages());
    if (answer.ok && (kept || isSheet(path))) event.waitUntil(lay(path, answer.clone(), mine));
    return answer;
  });
  event.waitUntil(asked.catch(() => undefined));
  if (!kept) return asked.catch(() => match(caches, noSignal));
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  const answer = await Promise.race([asked, late]).catch(() => undefined);
  return answer && answer.status < 500 ? answer : fromPhone(kept);
}

/** The page says itself that it came from the phone. */
function fromPhone(kept) {
  const headers = new Headers(kept.headers);
  headers.set("server-timing", "kept");
  return new Response(kept.body, { status: kept.status, headers });
}

/** What pages are made of never changes under its name. */
async function asset(path) {
  const kept = await match(caches, path);
  if (kept) return kept;
  const answer = await fetch(path);
  if (answer.ok) await (await caches.open(names.assets)).put(path, answer.clone());
  return answer;
}

const assetsIn = (html) => [...new Set(html.match(/\/_next\/static\/[\w\-.~%/]+?\.(?:js|css|woff2?)/g))];

const layAssets = (paths) => Promise.all(paths.map((path) => asset(path)));

/** Lays a page down with what it is made of, unless pages were dropped meanwhile. */
async function lay(path, answer, mine) {
  const html = await answer.clone().text();
  await layAssets(assetsIn(html));
  if (mine !== drops || !(await ownedBy())) return;
  await (await caches.open(names.pages)).put(path, answer);
}

async function ownedBy() {
  const kept = await match(caches, owner);
  return kept ? kept.text() : null;
}

/** Keeps pages for a person, and lets go of others and of what earlier versions kept. */
async function keep({ user, pages, assets }) {
  const kept = await ownedBy();
  if (kept && kept !== user) await dropPages();
  const mine = drops;
  const cache = await caches.open(names.pages);
  await cache.put(owner, new Response(user));
  await layAssets(assets);
  for (const path of pages) {
    const old = await match(cache, path);
    const isFresh = old && Date.now() - Date.parse(old.headers.get("date") ?? "") < fresh;
    if (isFresh && !isSheet(path)) continue;
    const answer = await fetch(path, { headers: { accept: "text/html" }, cache: "no-store", redirect: "manual" });
    if (mine !== drops) return;
    if (answer.type === "opaqueredirect") return dropPages();
    if (answer.ok) await lay(path, answer, mine);
    else if (answer.status === 404) await cache.delete(path);
  }
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    const date = Date.parse((await cache.match(request))?.headers.get("date") ?? "");
    // What the other kind of sheet keeps is not this one's to let go of.
    const others = ofMeeting(pathname) !== ofMeeting(pages[0] ?? "");
    const young = (isSheet(pathname) || others) && Date.now() - date < sheetsKept;
    if (pathname !== owner && !young && !pages.includes(pathname + search)) await cache.delete(request);
  }
  // Only now that the new ones are whole.
  const current = Object.values(names);
  for (const name of await caches.keys()) if (!current.includes(name)) await caches.delete(name);
}

async function dropPages() {
  drops++;
  for (const name of await caches.keys()) if (name.startsWith("pages-")) await caches.delete(name);
}

async function forget() {
  drops++;
  for (const name of await caches.keys()) await caches.delete(name);
}
