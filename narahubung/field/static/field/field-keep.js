// What the phone can read without a network: the pages that the server names (GET /field/keep/), as they were.
//
// Part of the service worker. The network first, what is kept after three seconds of silence; at once where our server
// was not heard for a minute, as at every cold start. Such a page asks here for the network's answer when it has come
// (field-renew.js). Only whole pages of the person who is signed in, only answers that are surely our server's; nothing
// that says no-store. Files with a digest in their name never change: they are fetched once. `NARAHUBUNG.kill` (a file
// in the server's folder) ends all this.

const PAGES = "nrh-pages-" // and the person
const FILES = "nrh-files"
const TOLD = "/field/keep/"
const OURS = "Narahubung"
const WHOSE = "Narahubung-Person"
const RENEW = "nrh-renew" // says a page that was shown as it was kept
const LOG_IN = "/accounts/login/"
const PATIENCE_MS = 3000
const SHORT_MS = 100 // the network was not heard, or was silent when it was asked last
const HEARD_MS = 60_000
const PROBE_MS = 5000
const LATE_MS = 30_000 // a page that was shown as it was kept asks for the answer long before
const FRESH = 12 // the server names first what is looked at most: these are fetched anew each quarter of an hour
const PAUSE_MS = 500 // between them: whoever taps meanwhile goes first
const STALE_MS = 3600_000 // the others, when they are older
const IS_DAY = /^\/e\/[^/]+\/day\/[^/]+\/$/
const IS_HASHED = /\.[0-9a-f]{12}\.\w+$/
const NEVER = /<!--never-kept-->[^]*?<!--\/never-kept-->/g

let heardAt = 0 // our server; a worker that was stopped has heard nothing
let silentAt = 0
const late = new Map() // client -> what the network will answer to how it was opened
let running = null
let asked = null // what is to be kept once more when that is done

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.NARAHUBUNG?.kill ? die() : self.clients.claim()))

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin || self.NARAHUBUNG?.kill) return
  if (request.method === "POST" && url.pathname === "/accounts/logout/") event.waitUntil(erase())
  if (request.method !== "GET") return void (heardAt = Date.now()) // what follows shows what was done: it is waited for
  if (url.pathname.startsWith("/static/")) {
    if (IS_HASHED.test(url.pathname)) event.respondWith(file(url.pathname))
  } else if (request.mode === "navigate") event.respondWith(page(event, url))
  else if (request.headers.has(RENEW)) event.respondWith(renewed(event, url))
})

self.addEventListener("message", (event) => {
  const { keep, erase: erases, person, heard } = event.data || {}
  if (self.NARAHUBUNG?.kill) return event.waitUntil(die())
  if (heard) return void (heardAt = Date.now())
  event.waitUntil(self.clients.claim()) // a page that loaded while this began belongs to nobody yet
  if (erases) event.waitUntil(erase())
  if (person) event.waitUntil(erase(person))
  if (keep) event.waitUntil(Promise.all([known(keep), keepSoon(event.data)]))
})

// ---- reading ---------------------------------------------------------------------------------------------

async function page(event, url) {
  const told = await manifest()
  const kept = told && (await keptAt(told, url))
  const asked = fromNetwork(url, Boolean(kept))
  if (told && IS_DAY.test(url.pathname)) event.waitUntil(remember(told, url.pathname))
  const learnt = asked.then(async (got) => (await learn(got, url), got))
  event.waitUntil(learnt.catch(() => {}))
  if (!kept) {
    const isDead = told && !isHeard() && leads(url) ? after(SHORT_MS) : told ? silence() : null
    const got = await Promise.race([asked.catch(() => null), isDead].filter(Boolean))
    return got ? forBrowser(got) : elsewhere(told, url)
  }
  const got = await Promise.race([asked.catch(() => null), after(isHeard() ? PATIENCE_MS : SHORT_MS)])
  if (got?.isOurs && !isBroken(got.answer)) return forBrowser(got)
  if (!got) silentAt = Date.now()
  const client = event.resultingClientId
  late.set(client, learnt)
  setTimeout(() => late.delete(client), LATE_MS)
  return shownAgain(kept)
}

const isHeard = () => self.navigator.onLine && heardAt > silentAt && Date.now() - heardAt < HEARD_MS
const isBroken = ({ status }) => [502, 503, 504].includes(status)

// A page that was shown as it was kept asks what the network says of it: what that answered meanwhile, else anew.
async function renewed(event, url) {
  const waits = late.get(event.clientId)
  late.delete(event.clientId)
  const got = await (waits || fromNetwork(url, true)).catch(() => null)
  if (got && !waits) await learn(got, url)
  return got?.forPage || Response.error()
}

async function fromNetwork(url, isKept) {
  try {
    const answer = await fetch(url.href, { credentials: "same-origin", headers: { accept: "text/html" } })
    const isOurs = answer.headers.has(OURS)
    if (isOurs) heardAt = Date.now()
    return { answer, isOurs, copy: answer.clone(), forPage: isKept && answer.clone() }
  } catch (problem) {
    silentAt = Date.now()
    throw problem
  }
}

// A redirect was followed here, so that a captive portal's is known; ours is handed on for the browser to follow.
const forBrowser = ({ answer, isOurs }) => (answer.redirected && isOurs ? Response.redirect(answer.url, 302) : answer)

// What our server says of a page that is kept: it is new, or no longer this person's. Who must sign in keeps nothing.
async function learn({ copy, isOurs }, url) {
  const told = isOurs && (await manifest())
  if (!told?.pages.includes(url.pathname)) return
  if (copy.redirected && new URL(copy.url).pathname.startsWith(LOG_IN)) return erase()
  const whose = copy.headers.get(WHOSE)
  if (whose && whose !== String(told.person)) return erase(Number(whose))
  if (copy.ok && !copy.redirected) return keepOne(copy, url, told)
  if (copy.status >= 500 || copy.status === 429) return
  await told.cache.delete(url.pathname)
  if (told.away) keepSoon({ keep: told.person, more: [told.waiting, told.away].filter(Boolean), waiting: told.waiting, away: told.away })
}

const after = (ms) => new Promise((done) => setTimeout(() => done(null), ms))

// Ends when the server is silent, whatever is asked: a page that takes its time is waited for.
async function silence() {
  await after(PATIENCE_MS)
  const answer = await fetch("/field/proto/", { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PROBE_MS) }).catch(() => null)
  return answer?.headers.has(OURS) ? new Promise(() => {}) : null
}

async function manifest() {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue
    const told = await (await (await caches.open(name)).match(TOLD))?.json()
    if (!told) continue
    if (told.until && Date.now() > told.until) await caches.delete(name)
    else return { ...told, cache: await caches.open(name) }
  }
  return null
}

async function keptAt(told, url) {
  const ends = told.ends[url.pathname]
  if (ends && Date.now() > ends) return void (await told.cache.delete(url.pathname))
  return told.cache.match(url.pathname)
}

// What is not kept: the first page for who opens the app, else the page that says what there is.
async function elsewhere(told, url) {
  if (!told) return Response.error()
  if (leads(url)) return Response.redirect(told.pages.includes(told.home) ? told.home : told.pages[0], 302)
  const away = told.away && (await told.cache.match(told.away))
  return away ? shownAgain(away, url.pathname + url.search) : Response.error()
}

// Of several delegations the app opens with the one that was looked at last, as the server does.
async function remember({ cache, ...told }, home) {
  if (told.home !== home && told.pages.includes(home)) await cache.put(TOLD, new Response(JSON.stringify({ ...told, home })))
}

const leads = ({ pathname }) => pathname === "/" || /^\/e\/[^/]+\/day\/$/.test(pathname)

// The page as it was, which says since when; its scripts then count time from there.
async function shownAgain(kept, asked = "") {
  const text = await kept.text()
  const marks = `<html data-kept="${kept.headers.get("nrh-kept")}"${asked ? ` data-asked="${encodeURI(asked)}"` : ""} `
  return new Response(text.replace("<html ", marks), { headers: kept.headers })
}

async function file(path) {
  const held = await caches.match(path)
  if (held) return held
  const answer = await fetch(path)
  if (isFile(answer)) {
    const copy = answer.clone()
    caches.open(FILES).then((cache) => cache.put(path, copy)).catch(() => {})
  }
  return answer
}

// A captive portal answers with its own page, whatever was asked.
const isFile = (answer) => answer.ok && !answer.redirected && !/^text\/html/.test(answer.headers.get("Content-Type") || "")

// ---- keeping ---------------------------------------------------------------------------------------------

// One after another, however many tabs ask.
function keepSoon(wish) {
  asked = { ...wish, topics: asked && wish.topics ? asked.topics && [...asked.topics, ...wish.topics] : wish.topics }
  return (running ||= (async () => {
    while (asked) {
      const wish = asked
      asked = null
      await keepAll(wish)
    }
  })().finally(() => (running = null)))
}

// Everything anew, one page after another; then the files they need; what nobody needs any more goes.
async function keepAll({ keep: person, more, waiting, away, topics }) {
  const answer = await fetch(TOLD, { credentials: "same-origin", cache: "no-store", redirect: "manual" }).catch(() => null)
  if (!answer?.ok || !answer.headers.get(OURS)) return
  heardAt = Date.now()
  const told = await answer.json().catch(() => null)
  if (!told || told.proto !== 1 || told.sign_in) return
  if (told.person !== person || !told.pages?.length) return erase(told.person === person ? 0 : told.person)
  await erase(person)
  const cache = await caches.open(PAGES + person)
  const pages = [...new Set([told.pages[0], ...more, ...told.pages])]
  const ahead = told.now ? Date.now() - Date.parse(told.now) : 0
  const here = (moment) => Date.parse(moment) + ahead
  const ends = Object.fromEntries(Object.entries(told.ends || {}).map(([path, moment]) => [path, here(moment)]))
  const record = { person, pages, ends, waiting, away, forms: told.forms, until: told.until ? here(told.until) : 0 }
  const home = (await (await cache.match(TOLD))?.json())?.home
  await cache.put(TOLD, new Response(JSON.stringify({ ...record, home })))
  for (const held of await cache.keys()) {
    const { pathname } = new URL(held.url)
    if (pathname !== TOLD && !pages.includes(pathname)) await cache.delete(held)
  }
  await tell({ kept: person, forms: told.forms })
  const needed = new Set(told.assets || [])
  for (const [place, path] of pages.entries()) {
    if (isReplaced()) return // it would wait for us; its first page asks it anew
    if (asked && !asked.topics) return // somebody asks for all: also whether anything may be kept at all
    const held = await cache.match(path)
    const age = held && Date.now() - Number(held.headers.get("nrh-kept"))
    const isFresh = held && age < STALE_MS && (topics ? !watches(await held.clone().text(), topics) : place >= FRESH)
    const got = isFresh ? null : await fetch(path, { credentials: "same-origin", headers: { accept: "text/html" } }).catch(() => null)
    if (got && (topics || place >= FRESH)) await after(PAUSE_MS)
    if (got) await keepOne(got, new URL(path, self.location.origin), record)
    const kept = await cache.match(path)
    if (!kept) continue
    const named = namedIn(await kept.text())
    await fetchFiles(named) // with its page: whoever is cut off in the middle has pages that work
    for (const name of named) needed.add(name)
  }
  await sweep(needed)
  await tell({ kept: person, pages })
}

// What the page's own live feed listens to says what would change it.
function watches(text, topics) {
  const heard = text.match(/<live-feed [^>]*\btopics="([^"]*)"/)?.[1].split(",") || []
  return topics.some((name) => heard.includes(name))
}

const isReplaced = () => Boolean(self.registration.installing || self.registration.waiting)

// A page that comes while all is being fetched need not wait for the end of it.
async function known(person) {
  const told = await manifest()
  if (told?.person === person) await tell({ kept: person, forms: told.forms })
}

async function tell(word) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(word)
}

async function keepOne(answer, url, record = null) {
  const told = record || (await manifest())
  if (!told?.pages.includes(url.pathname) || url.search || !answer.ok || answer.redirected) return
  if (!answer.headers.get(OURS) || answer.headers.get(WHOSE) !== String(told.person)) return
  if (/no-store/.test(answer.headers.get("Cache-Control") || "")) return
  if (!/^text\/html/.test(answer.headers.get("Content-Type") || "")) return
  const text = (await answer.text()).replace(NEVER, "")
  const headers = new Headers({ "Content-Type": "text/html; charset=utf-8", "nrh-kept": String(Date.now()) })
  const policy = answer.headers.get("Content-Security-Policy")
  if (policy) headers.set("Content-Security-Policy", policy)
  await (await caches.open(PAGES + told.person)).put(url.pathname, new Response(text, { headers }))
}

const namedIn = (text) => [...text.matchAll(/\/static\/[^"'\s<>(),\\#?]+/g)].map(([name]) => name).filter((name) => IS_HASHED.test(name))

// Style sheets and modules name others, by their own place: all of them, from the cache or fetched into it.
async function fetchFiles(paths) {
  const cache = await caches.open(FILES)
  const seen = new Set(paths)
  for (const path of seen) {
    let held = await cache.match(path)
    if (!held) {
      const got = await fetch(path).catch(() => null)
      if (!got || !isFile(got)) continue
      await cache.put(path, got.clone())
      held = got
    } else if (namedBy.has(path)) {
      for (const name of namedBy.get(path)) seen.add(name)
      continue
    }
    const names = /\.(?:css|js)$/.test(path) ? namesIn(await held.text(), path) : []
    namedBy.set(path, names)
    for (const name of names) seen.add(name)
  }
  return seen
}

const namedBy = new Map() // file -> the files it names: what has a digest never changes

const namesIn = (text, path) =>
  [...text.matchAll(/(?:url\(|from\s*|import\s*\(?)["']?([./][^"')\s#?]+)/g)]
    .map(([, name]) => new URL(name, new URL(path, self.location.origin)).pathname)
    .filter((name) => IS_HASHED.test(name))

async function sweep(needed) {
  const all = await fetchFiles(needed)
  const cache = await caches.open(FILES)
  for (const held of await cache.keys()) if (!all.has(new URL(held.url).pathname)) await cache.delete(held)
}

// ---- forgetting --------------------------------------------------------------------------------------------

// All that is kept, but what belongs to this person.
async function erase(butOf = 0) {
  for (const name of await caches.keys()) if (name.startsWith(PAGES) && name !== PAGES + butOf) await caches.delete(name)
}

async function die() {
  for (const name of await caches.keys()) if (name.startsWith("nrh-")) await caches.delete(name)
  await self.registration.unregister()
}
